// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/connect/connectform.h"

#include "ui/dialogs/connect/moreoptions.h"
#include "ui/dialogs/connect/portfield.h"
#include "ui/dialogs/connect/signinfields.h"
#include "ui/dialogs/connect/trustfields.h"
#include "ui/widgets/choices.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/form.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QScopedValueRollback>
#include <QVBoxLayout>

namespace warden::ui {

using mqtt::Transport;

namespace {

const QString kName = QStringLiteral("name");
const QString kHost = QStringLiteral("endpoint.host");
const QString kPort = QStringLiteral("endpoint.port");

/// What the profile itself lacks, and the consent without which the client would refuse to send a password.
QList<broker::FieldFault> faultsOf(const broker::Profile &profile)
{
    QList<broker::FieldFault> faults = broker::check(profile);
    if (profile.signIn == broker::SignIn::Password && !mqtt::isEncrypted(profile.endpoint.transport)
        && !profile.allowPasswordInClear)
        faults.append({QStringLiteral("signIn.allowInClear"),
            ConnectForm::tr("Choose TLS, or say that the password may be read on the way.")});
    return faults;
}

} // namespace

ConnectForm::ConnectForm(Prompts &prompts, QWidget *parent)
    : QWidget(parent)
    , m_form(new Form(Form::Labels::Left))
{
    m_form->setLabelWidth(96);
    buildBroker();
    m_form->addSection();
    m_signIn = new SignInFields(*m_form, prompts, this);
    m_form->addSection();
    m_trust = new TrustFields(*m_form, prompts, this);
    m_more = new MoreOptions(*m_form, this);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::XL, 20, space::XL, 20);
    layout->addWidget(m_form);
    layout->addStretch(1);

    connect(m_signIn, &SignInFields::touched, this, &ConnectForm::touch);
    connect(m_trust, &TrustFields::touched, this, &ConnectForm::touch);
    connect(m_more, &MoreOptions::touched, this, &ConnectForm::touch);
    connect(m_more, &MoreOptions::plainWebSocketChosen, this, &ConnectForm::transportChosen);
    setMoreShown(false);
    broker::Profile fresh;
    setProfile(fresh);
}

void ConnectForm::buildBroker()
{
    m_name = new QLineEdit;
    m_name->setObjectName(QStringLiteral("connect.name"));
    m_name->setPlaceholderText(tr("Home broker"));
    m_host = new QLineEdit;
    m_host->setObjectName(QStringLiteral("connect.host"));
    m_host->setPlaceholderText(tr("homepi.local or 192.168.1.10"));
    setTypeRole(m_host, TypeRole::Mono);
    m_port = new PortField;
    m_port->setObjectName(QStringLiteral("connect.port"));
    m_transport = new RadioCardGroup(Qt::Horizontal, tr("Transport"));
    m_transport->setObjectName(QStringLiteral("connect.transport"));
    m_transport->addCard(int(Transport::Tls), tr("TLS"), tr("Recommended"));
    m_transport->addCard(int(Transport::SecureWebSocket), tr("WebSocket"), tr("TLS, port 443"));
    m_transport->addCard(int(Transport::Tcp), tr("TCP"), {})->setCaption(tr("Not encrypted"), ColorRole::Warning);
    m_version = new SegmentedControl(tr("MQTT version"));
    m_version->setObjectName(QStringLiteral("connect.version"));
    m_version->addSegment(tr("5"), int(mqtt::Version::V5));
    m_version->addSegment(tr("3.1.1"), int(mqtt::Version::V311));
    auto *version = new QWidget;
    auto *row = new QHBoxLayout(version);
    row->setContentsMargins({});
    row->addWidget(m_version);
    auto *why = makeWrapped(tr("5 says why a request was refused; 3.1.1 cannot."), TypeRole::Caption, ColorRole::Muted);
    why->setAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    row->addWidget(why, 1);

    m_nameRow = m_form->addRow(tr("Name"), m_name);
    m_hostRow = m_form->addRow(tr("Address"), QList<QWidget *> {m_host, m_port});
    m_host->setAccessibleName(tr("Address"));
    m_name->setAccessibleName(tr("Name"));
    m_form->addRow(tr("Transport"), m_transport);
    m_form->addRow(tr("MQTT"), version);

    connect(m_name, &QLineEdit::textEdited, this, [this] { touch(kName); });
    connect(m_host, &QLineEdit::textEdited, this, [this] { touch(kHost); });
    connect(m_host, &QLineEdit::editingFinished, this, &ConnectForm::takeUrl);
    connect(m_port, &QLineEdit::textEdited, this, [this] { touch(kPort); });
    connect(m_transport, &RadioCardGroup::currentChanged, this, &ConnectForm::transportChosen);
    connect(m_version, &SegmentedControl::currentChanged, this, [this] { touch({}); });
}

void ConnectForm::setProfile(const broker::Profile &profile)
{
    const QScopedValueRollback filling(m_filling, true);
    m_profile = profile;
    m_name->setText(profile.name);
    m_host->setText(profile.endpoint.host);
    m_port->setPort(profile.endpoint.port);
    const bool plainWs = profile.endpoint.transport == Transport::WebSocket;
    m_transport->setCurrent(int(plainWs ? Transport::Tcp : profile.endpoint.transport));
    m_version->setCurrent(int(profile.version));
    m_signIn->load(profile);
    m_trust->load(profile);
    m_more->load(profile);
    m_touched.clear();
    m_all = false;
    showFaults();
}

broker::Profile ConnectForm::profile() const
{
    broker::Profile profile = m_profile;
    profile.name = m_name->text().trimmed();
    profile.endpoint.host = m_host->text().trimmed();
    profile.endpoint.port = m_port->port();
    profile.endpoint.transport = Transport(m_transport->current());
    profile.version = mqtt::Version(m_version->current());
    m_signIn->store(profile);
    m_trust->store(profile);
    m_more->store(profile);
    if (profile.name.isEmpty() && !profile.endpoint.host.isEmpty())
        profile.name = profile.endpoint.host; // a name is welcome, not demanded
    return profile;
}

Secret ConnectForm::password() const
{
    return m_signIn->password();
}

Secret ConnectForm::keyPassphrase() const
{
    return m_signIn->keyPassphrase();
}

void ConnectForm::setPasswordKept(bool kept)
{
    m_signIn->setPasswordKept(kept);
}

void ConnectForm::setSecretsNote(const QString &note)
{
    m_signIn->setSecretsNote(note);
}

void ConnectForm::setMoreShown(bool shown)
{
    m_more->setShown(shown);
}

bool ConnectForm::isMoreShown() const
{
    return m_more->isShown();
}

void ConnectForm::focusFirst()
{
    (m_host->text().isEmpty() ? m_name : m_host)->setFocus(Qt::OtherFocusReason);
}

void ConnectForm::focusPassword()
{
    m_signIn->focusPassword();
}

bool ConnectForm::validate()
{
    takeUrl();
    m_all = true;
    showFaults();
    for (FormRow *row : rows()) {
        if (row->error().isEmpty())
            continue;
        row->field()->setFocus(Qt::OtherFocusReason);
        return false;
    }
    return faultsOf(profile()).isEmpty();
}

void ConnectForm::takeUrl()
{
    const QString text = m_host->text().trimmed();
    // A bare IPv6 address holds colons too, so only what looks like a URL or ends in a port is taken apart.
    const bool withPort = text.count(QLatin1Char(':')) == 1 || text.startsWith(QLatin1Char('['));
    if (!text.contains(QLatin1String("://")) && !withPort)
        return;
    const Result<mqtt::Endpoint> endpoint = mqtt::Endpoint::fromUrl(text);
    if (!endpoint) {
        m_hostRow->setError(endpoint.error().text);
        return;
    }
    m_host->setText(endpoint->host);
    if (text.contains(QLatin1String("://"))) {
        const QScopedValueRollback filling(m_filling, true);
        const bool plainWs = endpoint->transport == Transport::WebSocket;
        m_transport->setCurrent(int(plainWs ? Transport::Tcp : endpoint->transport));
        m_more->setPlainWebSocket(plainWs);
        if (mqtt::isWebSocket(endpoint->transport))
            m_more->setPath(endpoint->path);
    }
    m_port->setPort(endpoint->port);
    touch(kHost);
}

void ConnectForm::transportChosen()
{
    if (m_filling)
        return;
    const Transport before = m_profile.endpoint.transport;
    const Transport now = profile().endpoint.transport;
    if (m_port->port() == mqtt::defaultPort(before) || m_port->text().isEmpty())
        m_port->setPort(mqtt::defaultPort(now));
    m_profile.endpoint.transport = now;
    touch({});
}

void ConnectForm::touch(const QString &field)
{
    if (m_filling)
        return;
    if (!field.isEmpty())
        m_touched.insert(field);
    showFaults();
    emit changed();
}

QHash<QString, FormRow *> ConnectForm::rows() const
{
    QHash<QString, FormRow *> rows {{kName, m_nameRow}, {kHost, m_hostRow}, {kPort, m_hostRow}};
    rows.insert(m_signIn->rows());
    rows.insert(m_trust->rows());
    rows.insert(m_more->rows());
    return rows;
}

void ConnectForm::showFaults()
{
    const broker::Profile now = profile();
    m_signIn->follow(now);
    m_trust->follow(now);
    m_more->follow(now);
    QHash<FormRow *, QString> errors;
    const QHash<QString, FormRow *> places = rows();
    for (const broker::FieldFault &fault : faultsOf(now)) {
        FormRow *row = places.value(fault.field, m_hostRow);
        if ((m_all || m_touched.contains(fault.field)) && !errors.contains(row))
            errors.insert(row, fault.text);
    }
    const QSet<FormRow *> all(places.cbegin(), places.cend());
    for (FormRow *row : all)
        row->setError(errors.value(row));
}

} // namespace warden::ui
