// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/profile.h"

#include <QHash>
#include <QObject>

class QCheckBox;
class QLineEdit;
class QSpinBox;
class QWidget;

namespace warden::ui {

class CaptionCheckBox;
class Form;
class FormRow;

/// What few people need to change: client ID, keep alive, WebSocket path, plain WebSocket, traffic filter, start.
class MoreOptions : public QObject
{
    Q_OBJECT

public:
    MoreOptions(Form &form, QWidget *parent);

    void load(const broker::Profile &profile);
    void store(broker::Profile &profile) const; ///< turns TCP into plain WebSocket where that was ticked
    void follow(const broker::Profile &now);
    void setShown(bool shown);
    bool isShown() const { return m_shown; }
    void setPath(const QString &path);
    void setPlainWebSocket(bool plain);
    QHash<QString, FormRow *> rows() const;

signals:
    void touched(const QString &field);
    void plainWebSocketChosen();

private:
    bool m_shown = false;
    bool m_isTcp = false;
    bool m_isWebSocket = false;
    QLineEdit *m_clientId;
    QSpinBox *m_keepAlive;
    QLineEdit *m_path;
    QLineEdit *m_filters;
    CaptionCheckBox *m_plainWebSocket;
    QCheckBox *m_atStart;
    FormRow *m_clientIdRow;
    FormRow *m_keepAliveRow;
    FormRow *m_pathRow;
    FormRow *m_filtersRow;
    FormRow *m_plainRow;
    FormRow *m_startRow;
};

} // namespace warden::ui
