// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/profile.h"

#include <QAbstractTableModel>

namespace warden::ui {

/// The broker profiles as rows; changes by the differences, so that a selection survives.
class ProfileModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { NameColumn, AddressColumn, SignInColumn, TrustColumn, ColumnCount };
    enum Role { IdRole = Qt::UserRole };

    using QAbstractTableModel::QAbstractTableModel;

    void setProfiles(const QList<broker::Profile> &profiles);
    QString idAt(int row) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    static QString signInText(const broker::Profile &profile);
    static QString trustText(const broker::Profile &profile);

private:
    QList<broker::Profile> m_profiles;
};

} // namespace warden::ui
