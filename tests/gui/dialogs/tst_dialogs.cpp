// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/certificates.h"
#include "support/fakeprompts.h"
#include "support/widgetwalk.h"
#include "ui/dialogs/connect/connectdialog.h"
#include "ui/dialogs/connect/signinadvice.h"
#include "ui/dialogs/connectiondetails/connectiondetails.h"
#include "ui/dialogs/help/howtos.h"
#include "ui/dialogs/passwordadvice.h"
#include "ui/dialogs/setup/setupdialog.h"
#include "ui/dialogs/trust/certificatetexts.h"
#include "ui/dialogs/trust/changeddialog.h"
#include "ui/dialogs/trust/trustdialog.h"
#include "ui/dialogs/vault/vaultdialog.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace warden;
using namespace warden::ui;
using namespace warden::test;
using session::ConnectionTest;
using session::Rights;

namespace {

const QDateTime now = QDateTime::currentDateTimeUtc();

mqtt::LinkReport linkOf(const QList<x509::Certificate> &chain, mqtt::TrustVerdict verdict)
{
    mqtt::LinkReport link;
    link.encrypted = true;
    link.protocol = QStringLiteral("TLS 1.3");
    link.cipher = QStringLiteral("TLS_AES_256_GCM_SHA384");
    link.sentChain = chain;
    link.verdict = verdict;
    link.verification.findings = {{x509::Problem::UnknownIssuer, int(chain.size()) - 1, {}}};
    return link;
}

broker::Profile homeProfile()
{
    broker::Profile profile;
    profile.id = QStringLiteral("1");
    profile.name = QStringLiteral("Home");
    profile.endpoint.host = QStringLiteral("homepi.local");
    profile.userName = QStringLiteral("warden");
    profile.trust = mqtt::TrustPolicy::Mode::FirstUse;
    return profile;
}

bool says(const QWidget &widget, const QString &text)
{
    const QList<QLabel *> labels = widget.findChildren<QLabel *>();
    return std::any_of(labels.cbegin(), labels.cend(),
        [&](const QLabel *label) { return label->isVisibleTo(&widget) && label->text().contains(text); });
}

} // namespace

class DialogsTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void connectShowsNoErrorBeforeAFieldWasTouched();
    void connectRefusesAnEmptyAddress();
    void connectTakesAUrlApart();
    void connectFollowsTheTransportWithThePort();
    void connectKeepsAChosenPort();
    void connectWantsAYesForAPasswordInClear();
    void connectWarnsOfDefaultPasswords();
    void connectUsesTheKeptPasswordUntilANewOneIsTyped();
    void connectShowsWhatATestFound();
    void connectForgetsATestWhenAFieldChanges();
    void editingKeepsThePin();
    void adviceFollowsTheAnswers();
    void trustIsNoDefaultUntilTheFingerprintMatches();
    void trustIsImpossibleWhenTheFingerprintDiffers();
    void trustPinsCertificateOrKey();
    void trustTakesACaFileInstead();
    void changedStaysDisconnectedByDefault();
    void changeIsJudgedByKeyAndIssuer();
    void wildcardsCoverOneLabelOnly();
    void detailsHoldTheWholeChainForTheClipboard();
    void setupAsksStepByStep();
    void setupSaysHowToGetMosquitto();
    void setupRefusesWeakPassphrases();
    void vaultTellsAWrongPassphrase();
    void everyControlHasAName();

private:
    std::unique_ptr<Theme> m_theme;
    FakePrompts m_prompts;
    Made m_ca;
    Made m_server;
};

void DialogsTest::initTestCase()
{
    m_theme = std::make_unique<Theme>(*qApp, Theme::Mode::Light);
    m_ca = makeSelfSigned(caSpec(QStringLiteral("Home CA")));
    m_server = makeSigned(serverSpec(QStringLiteral("homepi.local")), m_ca);
}

void DialogsTest::connectShowsNoErrorBeforeAFieldWasTouched()
{
    ConnectDialog dialog(m_prompts);
    dialog.show();
    QVERIFY(!says(dialog, QStringLiteral("Enter the broker's name or address.")));
    auto *host = named<QLineEdit>(&dialog, "connect.host");
    QTest::keyClicks(host, QStringLiteral("x"));
    QTest::keyClick(host, Qt::Key_Backspace);
    QVERIFY(says(dialog, QStringLiteral("Enter the broker's name or address.")));
}

void DialogsTest::connectRefusesAnEmptyAddress()
{
    ConnectDialog dialog(m_prompts);
    dialog.show();
    QSignalSpy wanted(&dialog, &ConnectDialog::connectWanted);
    named<QPushButton>(&dialog, "connect.accept")->click();
    QCOMPARE(wanted.size(), 0);
    QVERIFY(dialog.isVisible());
    named<QLineEdit>(&dialog, "connect.host")->setText(QStringLiteral("homepi.local"));
    named<QLineEdit>(&dialog, "connect.user")->setText(QStringLiteral("warden"));
    named<QPushButton>(&dialog, "connect.accept")->click();
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(dialog.profile().name, QStringLiteral("homepi.local"));
}

void DialogsTest::connectTakesAUrlApart()
{
    ConnectDialog dialog(m_prompts);
    dialog.show();
    auto *host = named<QLineEdit>(&dialog, "connect.host");
    host->setText(QStringLiteral("wss://plant.example:8443/broker"));
    emit host->editingFinished();
    const mqtt::Endpoint endpoint = dialog.profile().endpoint;
    QCOMPARE(endpoint.transport, mqtt::Transport::SecureWebSocket);
    QCOMPARE(endpoint.host, QStringLiteral("plant.example"));
    QCOMPARE(endpoint.port, quint16(8443));
    QCOMPARE(endpoint.path, QStringLiteral("/broker"));
}

void DialogsTest::connectFollowsTheTransportWithThePort()
{
    ConnectDialog dialog(m_prompts);
    dialog.show();
    const QList<QRadioButton *> cards = named<QWidget>(&dialog, "connect.transport")->findChildren<QRadioButton *>();
    QCOMPARE(cards.size(), 3);
    cards.at(2)->click();
    QCOMPARE(dialog.profile().endpoint.transport, mqtt::Transport::Tcp);
    QCOMPARE(dialog.profile().endpoint.port, quint16(1883));
    cards.at(1)->click();
    QCOMPARE(dialog.profile().endpoint.port, quint16(443));
    cards.at(0)->click();
    QCOMPARE(dialog.profile().endpoint.port, quint16(8883));
}

void DialogsTest::connectKeepsAChosenPort()
{
    ConnectDialog dialog(m_prompts);
    dialog.show();
    auto *port = named<QLineEdit>(&dialog, "connect.port");
    port->selectAll();
    QTest::keyClicks(port, QStringLiteral("18883"));
    named<QWidget>(&dialog, "connect.transport")->findChildren<QRadioButton *>().at(2)->click();
    QCOMPARE(dialog.profile().endpoint.port, quint16(18883));
}

void DialogsTest::connectWantsAYesForAPasswordInClear()
{
    ConnectDialog dialog(m_prompts);
    dialog.show();
    QSignalSpy wanted(&dialog, &ConnectDialog::connectWanted);
    named<QLineEdit>(&dialog, "connect.host")->setText(QStringLiteral("homepi.local"));
    named<QLineEdit>(&dialog, "connect.user")->setText(QStringLiteral("warden"));
    auto *yes = named<QAbstractButton>(&dialog, "connect.allowInClear");
    QVERIFY(!yes->isVisible());
    named<QWidget>(&dialog, "connect.transport")->findChildren<QRadioButton *>().at(2)->click();
    QVERIFY(yes->isVisible());
    named<QPushButton>(&dialog, "connect.accept")->click();
    QCOMPARE(wanted.size(), 0);
    yes->click();
    QVERIFY(dialog.profile().allowPasswordInClear);
    named<QPushButton>(&dialog, "connect.accept")->click();
    QCOMPARE(wanted.size(), 1);
}

void DialogsTest::connectWarnsOfDefaultPasswords()
{
    QVERIFY(!defaultPasswordWarning({}, Secret::fromText(u"raspberry")).isEmpty());
    QVERIFY(!defaultPasswordWarning(QStringLiteral("porch"), Secret::fromText(u"Porch")).isEmpty());
    QVERIFY(defaultPasswordWarning(QStringLiteral("warden"), Secret::randomPassword()).isEmpty());
    ConnectDialog dialog(m_prompts);
    dialog.show();
    named<QLineEdit>(&dialog, "connect.password")->setText(QStringLiteral("mosquitto"));
    QVERIFY(says(dialog, QStringLiteral("default password")));
}

void DialogsTest::connectUsesTheKeptPasswordUntilANewOneIsTyped()
{
    ConnectDialog dialog(m_prompts);
    dialog.edit(homeProfile(), Secret::fromText(u"kept"), {});
    QVERIFY(dialog.password().equals(Secret::fromText(u"kept")));
    QVERIFY(!dialog.secretsTyped());
    QVERIFY(named<QLineEdit>(&dialog, "connect.password")->text().isEmpty());
    named<QLineEdit>(&dialog, "connect.password")->setText(QStringLiteral("typed"));
    QVERIFY(dialog.password().equals(Secret::fromText(u"typed")));
    QVERIFY(dialog.secretsTyped());
}

void DialogsTest::connectShowsWhatATestFound()
{
    ConnectDialog dialog(m_prompts);
    dialog.show();
    ConnectionTest::Report report;
    report.steps = {{ConnectionTest::Step::Name, ConnectionTest::Outcome::Done, 4, QStringLiteral("It is 192.168.1.24")}};
    report.ok = true;
    report.totalMs = 29;
    report.rights = {Rights::Answer::Yes, Rights::Answer::Yes, Rights::Answer::Unknown, Rights::Answer::No};
    report.brokerVersion = QStringLiteral("mosquitto version 2.0.11");
    dialog.testPanel()->begin(homeProfile());
    dialog.testPanel()->showReport(report);
    QVERIFY(says(dialog, QStringLiteral("29 ms in all")));
    QTRY_VERIFY(says(dialog, QStringLiteral("Read the broker’s log: not allowed")));
    QVERIFY(says(dialog, QStringLiteral("Watch the traffic: the broker did not tell")));
    QVERIFY(says(dialog, QStringLiteral("mosquitto version 2.0.11")));
    QVERIFY(!says(dialog, QStringLiteral("Certificate valid until")));
}

void DialogsTest::connectForgetsATestWhenAFieldChanges()
{
    ConnectDialog dialog(m_prompts);
    dialog.show();
    ConnectionTest::Report report;
    report.ok = true;
    report.totalMs = 29;
    dialog.testPanel()->begin(homeProfile());
    dialog.testPanel()->showReport(report);
    QTest::keyClicks(named<QLineEdit>(&dialog, "connect.host"), QStringLiteral("x"));
    QVERIFY(!says(dialog, QStringLiteral("29 ms in all")));
}

void DialogsTest::editingKeepsThePin()
{
    ConnectDialog dialog(m_prompts);
    broker::Profile pinned = homeProfile();
    pinned.trust = mqtt::TrustPolicy::Mode::PinnedKey;
    pinned.pin = QByteArray(32, 'k');
    pinned.pinnedLeafPem = QStringLiteral("leaf");
    pinned.pinnedAt = now;
    dialog.edit(pinned, {}, {});
    dialog.show();
    QCOMPARE(dialog.profile(), pinned);
    named<QRadioButton>(&dialog, "connect.trust.system")->click();
    QCOMPARE(dialog.profile().trust, mqtt::TrustPolicy::Mode::System);
    QVERIFY(dialog.profile().pin.isEmpty());
}

void DialogsTest::adviceFollowsTheAnswers()
{
    using Q = SignInQuestions;
    QCOMPARE(advise({Q::Files::Yes, Q::Link::Encrypted, Q::Power::Controls}).kind, broker::SignIn::Certificate);
    QCOMPARE(advise({Q::Files::No, Q::Link::Encrypted, Q::Power::Controls}).kind, broker::SignIn::Password);
    QCOMPARE(advise({Q::Files::Yes, Q::Link::Plain, Q::Power::Reports}).kind, broker::SignIn::Nothing);
}

void DialogsTest::trustIsNoDefaultUntilTheFingerprintMatches()
{
    TrustDialog dialog(m_prompts, homeProfile(),
        linkOf({m_server.certificate, m_ca.certificate}, mqtt::TrustVerdict::Rejected), now);
    dialog.show();
    auto *accept = named<QPushButton>(&dialog, "trust.accept");
    QVERIFY(!accept->isDefault() && accept->isEnabled());
    QSignalSpy decided(&dialog, &TrustDialog::decided);
    QTest::keyClick(&dialog, Qt::Key_Return);
    QCOMPARE(decided.size(), 0);
    dialog.show();
    const QString colons = QString::fromLatin1(m_server.certificate.sha256().toHex(':')).toUpper();
    named<QLineEdit>(&dialog, "trust.compare")->setText(QStringLiteral("SHA256 Fingerprint=") + colons);
    QVERIFY(accept->isDefault());
    QVERIFY(named<QWidget>(&dialog, "trust.fingerprint")->accessibleName().contains(
        x509::fingerprintDisplay(m_server.certificate.sha256())));
}

void DialogsTest::trustIsImpossibleWhenTheFingerprintDiffers()
{
    TrustDialog dialog(m_prompts, homeProfile(), linkOf({m_server.certificate}, mqtt::TrustVerdict::Rejected), now);
    dialog.show();
    named<QLineEdit>(&dialog, "trust.compare")->setText(x509::fingerprintDisplay(m_ca.certificate.sha256()));
    QVERIFY(!named<QPushButton>(&dialog, "trust.accept")->isEnabled());
    QVERIFY(!named<QPushButton>(&dialog, "trust.accept")->isDefault());
}

void DialogsTest::trustPinsCertificateOrKey()
{
    for (const bool byKey : {false, true}) {
        TrustDialog dialog(m_prompts, homeProfile(), linkOf({m_server.certificate}, mqtt::TrustVerdict::Rejected), now);
        dialog.show();
        QSignalSpy decided(&dialog, &TrustDialog::decided);
        named<QRadioButton>(&dialog, byKey ? "trust.byKey" : "trust.byCertificate")->click();
        named<QPushButton>(&dialog, "trust.accept")->click();
        QCOMPARE(decided.size(), 1);
        const auto profile = decided.first().first().value<broker::Profile>();
        QCOMPARE(profile.pin, byKey ? m_server.certificate.publicKeySha256() : m_server.certificate.sha256());
        QCOMPARE(profile.pinnedAt, now);
        QVERIFY(profile.pinnedLeafPem.contains(QStringLiteral("BEGIN CERTIFICATE")));
    }
}

void DialogsTest::trustTakesACaFileInstead()
{
    TrustDialog dialog(m_prompts, homeProfile(), linkOf({m_server.certificate}, mqtt::TrustVerdict::Rejected), now);
    dialog.show();
    QSignalSpy decided(&dialog, &TrustDialog::decided);
    m_prompts.nextPath = QStringLiteral("/somewhere/ca.crt");
    named<QPushButton>(&dialog, "trust.caFile")->click();
    m_prompts.nextPath.clear();
    QCOMPARE(decided.size(), 1);
    QCOMPARE(decided.first().first().value<broker::Profile>().trust, mqtt::TrustPolicy::Mode::Anchors);
    QCOMPARE(decided.first().first().value<broker::Profile>().caFile, QStringLiteral("/somewhere/ca.crt"));
}

void DialogsTest::changedStaysDisconnectedByDefault()
{
    broker::Profile pinned = homeProfile();
    pinned.pinnedLeafPem = QString::fromLatin1(m_server.certificate.toPem());
    pinned.pinnedAt = now.addDays(-1);
    const Made other = makeSelfSigned(serverSpec(QStringLiteral("homepi.local")));
    ChangedDialog dialog(pinned, linkOf({other.certificate}, mqtt::TrustVerdict::Rejected), now);
    dialog.show();
    QVERIFY(named<QPushButton>(&dialog, "changed.stay")->isDefault());
    QVERIFY(says(dialog, QStringLiteral("This looks like another machine.")));
    QSignalSpy compare(&dialog, &ChangedDialog::compareWanted);
    QTest::keyClick(&dialog, Qt::Key_Return);
    QCOMPARE(compare.size(), 0);
    QVERIFY(!dialog.isVisible());
}

void DialogsTest::changeIsJudgedByKeyAndIssuer()
{
    const Made renewed = makeSigned(serverSpec(QStringLiteral("homepi.local")), m_ca);
    QVERIFY(concludeChange(m_server.certificate, renewed.certificate).strong.contains(QStringLiteral("another key")));
    QCOMPARE(concludeChange(m_server.certificate, m_server.certificate).tone, Tone::Warning);
    const Made other = makeSelfSigned(serverSpec(QStringLiteral("homepi.local")));
    QCOMPARE(concludeChange(m_server.certificate, other.certificate).tone, Tone::Danger);
    const QList<Difference> rows = compareCertificates(m_server.certificate, other.certificate, now);
    QCOMPARE(rows.first().same, false);
    QCOMPARE(rows.last().same, true);
}

void DialogsTest::wildcardsCoverOneLabelOnly()
{
    const x509::AltName wildcard {x509::AltName::Type::Dns, QStringLiteral("*.home.lan")};
    QVERIFY(coversHost(wildcard, QStringLiteral("mqtt.home.lan")));
    QVERIFY(!coversHost(wildcard, QStringLiteral("a.mqtt.home.lan")));
    QVERIFY(!coversHost(wildcard, QStringLiteral("home.lan")));
    QVERIFY(coversHost({x509::AltName::Type::IpAddress, QStringLiteral("::1")}, QStringLiteral("0:0:0:0:0:0:0:1")));
}

void DialogsTest::detailsHoldTheWholeChainForTheClipboard()
{
    ConnectionDetails dialog(
        homeProfile(), linkOf({m_server.certificate, m_ca.certificate}, mqtt::TrustVerdict::Pinned), now);
    dialog.show();
    dialog.setKeyExchange(QStringLiteral("X25519"));
    const QString text = dialog.asText();
    QVERIFY(text.contains(QStringLiteral("TLS_AES_256_GCM_SHA384")));
    QVERIFY(text.contains(QStringLiteral("X25519")));
    QVERIFY(text.contains(x509::fingerprintDisplay(m_ca.certificate.sha256())));
    QVERIFY(says(dialog, QStringLiteral("the certificate that you looked at and pinned")));
}

void DialogsTest::setupAsksStepByStep()
{
    const QTemporaryDir folder;
    SetupDialog dialog(folder.path());
    dialog.show();
    auto *next = named<QPushButton>(&dialog, "setup.next");
    QVERIFY(!next->isVisible());
    dialog.setInstallation(broker::mosquitto::Installation {QStringLiteral("mosquitto"), QStringLiteral("2.0.11"), {}});
    QVERIFY(next->isVisible());
    auto *name = named<QLineEdit>(&dialog, "setup.name");
    name->setText(QString());
    next->click();
    QVERIFY(name->isVisible());
    name->setText(QStringLiteral("Lindgren Home!"));
    next->click();
    QVERIFY(!name->isVisible());
    next->click();
    QCOMPARE(next->text(), QStringLiteral("Create the broker"));
    const session::SetupRequest request = dialog.request();
    QCOMPARE(request.name, QStringLiteral("Lindgren Home!"));
    QVERIFY(request.folder.endsWith(QStringLiteral("/lindgren-home")));
    QVERIFY(request.vaultPassphrase.size() > 16);
    QTRY_VERIFY(says(dialog, QStringLiteral("Lindgren Home! CA")));
    named<QPushButton>(&dialog, "setup.back")->click();
    QCOMPARE(next->text(), QStringLiteral("Next"));
}

void DialogsTest::setupSaysHowToGetMosquitto()
{
    const QTemporaryDir folder;
    SetupDialog dialog(folder.path());
    dialog.show();
    dialog.setInstallation(failure(ErrorCode::NotFound, QStringLiteral("Install the package mosquitto.")));
    QVERIFY(says(dialog, QStringLiteral("Install the package mosquitto.")));
    QVERIFY(!named<QPushButton>(&dialog, "setup.next")->isVisible());
}

void DialogsTest::setupRefusesWeakPassphrases()
{
    const QTemporaryDir folder;
    SetupDialog dialog(folder.path());
    dialog.show();
    dialog.setInstallation(broker::mosquitto::Installation {QStringLiteral("mosquitto"), QStringLiteral("2.0.11"), {}});
    dialog.showStep(2);
    named<QLineEdit>(&dialog, "setup.passphrase")->setText(QStringLiteral("password"));
    named<QPushButton>(&dialog, "setup.next")->click();
    QVERIFY(says(dialog, QStringLiteral("Choose a passphrase that is harder to guess.")));
    QVERIFY(named<QLineEdit>(&dialog, "setup.passphrase")->isVisible());
}

void DialogsTest::vaultTellsAWrongPassphrase()
{
    bool right = false;
    VaultDialog dialog(true, [&](const Secret &) -> Result<void> {
        if (right)
            return {};
        return failure(ErrorCode::WrongPassphrase, QStringLiteral("This is not the passphrase."));
    });
    dialog.show();
    named<QPushButton>(&dialog, "vault.accept")->click();
    QVERIFY(says(dialog, QStringLiteral("This is not the passphrase.")));
    QVERIFY(dialog.isVisible());
    right = true;
    named<QPushButton>(&dialog, "vault.accept")->click();
    QVERIFY(!dialog.isVisible());
}

void DialogsTest::everyControlHasAName()
{
    const QTemporaryDir folder;
    ConnectDialog connectDialog(m_prompts);
    SetupDialog setup(folder.path());
    const mqtt::LinkReport link = linkOf({m_server.certificate, m_ca.certificate}, mqtt::TrustVerdict::Rejected);
    TrustDialog trust(m_prompts, homeProfile(), link, now);
    ConnectionDetails details(homeProfile(), link, now);
    HowToDialog how(howToAllow(Right::ReadLog, QStringLiteral("warden")));
    SignInAdviceDialog advice;
    for (QDialog *dialog : std::initializer_list<QDialog *> {&connectDialog, &setup, &trust, &details, &how, &advice}) {
        dialog->show();
        QCOMPARE(namelessControls(dialog), QStringList());
        QVERIFY(!dialog->windowTitle().isEmpty());
    }
    named<QPushButton>(&connectDialog, "connect.more")->click();
    QCOMPARE(namelessControls(&connectDialog), QStringList());
    setup.setInstallation(broker::mosquitto::Installation {QStringLiteral("mosquitto"), QStringLiteral("2.0.11"), {}});
    for (int step = 0; step < 3; ++step) {
        setup.showStep(step);
        QCOMPARE(namelessControls(&setup), QStringList());
    }
}

QTEST_MAIN(DialogsTest)
#include "tst_dialogs.moc"
