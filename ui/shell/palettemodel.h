// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>

#include <functional>
#include <vector>

namespace warden::ui {

/// One line of the palette: a command, or an object with what to do when it is chosen.
struct PaletteItem {
    QString text;
    QString detail;
    QString icon;
    QString shortcut;
    std::function<void()> run;
};

/// Gives all that it knows about a query; the model ranks and cuts.
using PaletteProvider = std::function<QList<PaletteItem>(const QString &query)>;

/// What the palette lists: the best matches of all providers, at most fifty.
class PaletteModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Roles { DetailRole = Qt::UserRole, IconRole, ShortcutRole };

    using QAbstractListModel::QAbstractListModel;

    void setProviders(const std::vector<PaletteProvider> &providers) { m_providers = providers; }
    void setQuery(const QString &query);
    void run(int row) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    std::vector<PaletteProvider> m_providers;
    std::vector<PaletteItem> m_items;
};

} // namespace warden::ui
