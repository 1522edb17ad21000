// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/connect/moreoptions.h"

#include "ui/widgets/choices.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/form.h"

#include <QCheckBox>
#include <QLineEdit>
#include <QRegularExpression>
#include <QSignalBlocker>
#include <QSpinBox>

namespace warden::ui {

using mqtt::Transport;

MoreOptions::MoreOptions(Form &form, QWidget *parent)
    : QObject(parent)
    , m_clientId(new QLineEdit)
    , m_keepAlive(new QSpinBox)
    , m_path(new QLineEdit)
    , m_filters(new QLineEdit)
    , m_plainWebSocket(new CaptionCheckBox(tr("WebSocket without encryption"), tr("For a broker that offers nothing else")))
    , m_atStart(new QCheckBox(tr("Connect when the console starts")))
{
    m_clientId->setObjectName(QStringLiteral("connect.clientId"));
    m_clientId->setPlaceholderText(tr("A new one for each connection"));
    m_clientId->setAccessibleName(tr("Client ID"));
    m_keepAlive->setObjectName(QStringLiteral("connect.keepAlive"));
    m_keepAlive->setAccessibleName(tr("Keep alive"));
    m_keepAlive->setRange(5, 65535);
    m_keepAlive->setSuffix(tr(" s"));
    m_path->setObjectName(QStringLiteral("connect.path"));
    m_path->setAccessibleName(tr("Path"));
    m_filters->setObjectName(QStringLiteral("connect.filters"));
    m_filters->setAccessibleName(tr("Traffic to watch"));
    m_plainWebSocket->setObjectName(QStringLiteral("connect.plainWebSocket"));
    m_atStart->setObjectName(QStringLiteral("connect.atStart"));
    m_clientIdRow = form.addRow(tr("Client ID"), m_clientId);
    m_keepAliveRow = form.addRow(tr("Keep alive"), m_keepAlive);
    m_pathRow = form.addRow(tr("Path"), m_path);
    m_filtersRow = form.addRow(tr("Traffic"), m_filters, tr("Topic filters to watch, with blanks between them"));
    m_plainRow = form.addRow({}, m_plainWebSocket);
    m_startRow = form.addRow({}, m_atStart);

    connect(m_clientId, &QLineEdit::textEdited, this, [this] { emit touched(QStringLiteral("clientId")); });
    connect(m_keepAlive, &QSpinBox::valueChanged, this, [this] { emit touched({}); });
    connect(m_path, &QLineEdit::textEdited, this, [this] { emit touched(QStringLiteral("endpoint.path")); });
    connect(m_filters, &QLineEdit::textEdited, this, [this] { emit touched(QStringLiteral("trafficFilters")); });
    connect(m_plainWebSocket, &QCheckBox::toggled, this, &MoreOptions::plainWebSocketChosen);
    connect(m_atStart, &QCheckBox::toggled, this, [this] { emit touched({}); });
}

void MoreOptions::load(const broker::Profile &profile)
{
    m_clientId->setText(profile.clientId);
    m_keepAlive->setValue(profile.keepAliveSeconds);
    m_path->setText(profile.endpoint.path);
    m_filters->setText(profile.trafficFilters.join(QLatin1Char(' ')));
    setPlainWebSocket(profile.endpoint.transport == Transport::WebSocket);
    m_atStart->setChecked(profile.connectAtStart);
}

void MoreOptions::store(broker::Profile &profile) const
{
    profile.clientId = m_clientId->text().trimmed();
    profile.keepAliveSeconds = quint16(m_keepAlive->value());
    profile.endpoint.path = m_path->text().trimmed();
    static const QRegularExpression blanks(QStringLiteral("\\s+"));
    profile.trafficFilters = m_filters->text().split(blanks, Qt::SkipEmptyParts);
    profile.connectAtStart = m_atStart->isChecked();
    if (profile.endpoint.transport == Transport::Tcp && m_plainWebSocket->isChecked())
        profile.endpoint.transport = Transport::WebSocket;
}

void MoreOptions::follow(const broker::Profile &now)
{
    m_isTcp = !mqtt::isEncrypted(now.endpoint.transport);
    m_isWebSocket = mqtt::isWebSocket(now.endpoint.transport);
    setShown(m_shown);
}

void MoreOptions::setShown(bool shown)
{
    m_shown = shown;
    for (FormRow *row : {m_clientIdRow, m_keepAliveRow, m_filtersRow, m_startRow})
        row->setRowVisible(shown);
    m_pathRow->setRowVisible(m_isWebSocket && (shown || !m_pathRow->error().isEmpty()));
    m_plainRow->setRowVisible(shown && m_isTcp);
}

void MoreOptions::setPath(const QString &path)
{
    m_path->setText(path);
}

void MoreOptions::setPlainWebSocket(bool plain)
{
    const QSignalBlocker blocker(m_plainWebSocket);
    m_plainWebSocket->setChecked(plain);
}

QHash<QString, FormRow *> MoreOptions::rows() const
{
    return {{QStringLiteral("clientId"), m_clientIdRow}, {QStringLiteral("endpoint.path"), m_pathRow},
        {QStringLiteral("trafficFilters"), m_filtersRow}};
}

} // namespace warden::ui
