// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/mosquitto/provision.h"

#include "base/files.h"
#include "base/text.h"
#include "x509/crl.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QLocale>
#include <QSet>

namespace warden::broker::mosquitto {

namespace {

constexpr int kSensibleHosts = 12;

QString tr(const char *text)
{
    return QCoreApplication::translate("Export", text);
}

/// What one user's folder below "devices" is called and holds.
struct Handout {
    QString user;
    QString folder; ///< "devices/lamp"
    bool password = false;
    bool certificate = false;
};

/// Word for a shell, whatever it holds.
QByteArray quoted(const QString &text)
{
    QByteArray bytes = text.toUtf8();
    return '\'' + bytes.replace('\'', "'\\''") + '\'';
}

/// A JSON string is a YAML string too.
QByteArray yamlText(QByteArrayView text)
{
    QByteArray out("\"");
    for (const char c : text) {
        if (c == '"' || c == '\\')
            out += '\\';
        out += uchar(c) < 0x20 ? ' ' : c;
    }
    return out + '"';
}

QString safeFileName(const QString &name, QSet<QString> &taken)
{
    QString safe;
    for (const QChar c : name.left(60)) {
        const bool plain = (c.unicode() < 0x80 && c.isLetterOrNumber()) || c == QLatin1Char('-') || c == QLatin1Char('_')
            || (c == QLatin1Char('.') && !safe.isEmpty());
        safe += plain ? c : QChar(QLatin1Char('_'));
    }
    QString unique = safe;
    for (int i = 2; taken.contains(unique.toLower()); ++i)
        unique = QStringLiteral("%1-%2").arg(safe).arg(i);
    taken.insert(unique.toLower());
    return unique;
}

QString dayOf(const QDateTime &time)
{
    return time.toUTC().date().toString(Qt::ISODate);
}

/// Writes one export; stops at the first file that cannot be written.
class Exporter
{
public:
    Exporter(const BrokerSet &set, ExportKind kind, const QString &folder)
        : m_set(set)
        , m_kind(kind)
        , m_root(folder)
    {
        // Another machine has its ports free: the standard ones, on all of its addresses.
        m_set.listeners = Listeners {};
        m_set.listeners.bindAddress = QStringLiteral("::");
    }

    Result<void> run()
    {
        write(QStringLiteral("."), {}, FileAccess::Private);
        writeDevices();
        writeCheck();
        fillTokens();
        switch (m_kind) {
        case ExportKind::RaspberryPi:
            writePi();
            break;
        case ExportKind::Container:
            writeContainer();
            break;
        case ExportKind::HomeAssistant:
            writeHomeAssistant();
            break;
        }
        return m_result;
    }

private:
    /// "." makes the folder alone.
    void write(const QString &name, QByteArrayView bytes, FileAccess access)
    {
        const QString path = QDir(m_root).absoluteFilePath(name);
        if (m_result)
            m_result = makeFolder(name == QLatin1String(".") ? m_root : QFileInfo(path).path(), FileAccess::Private);
        if (m_result && name != QLatin1String("."))
            m_result = writeFile(path, bytes, access);
    }

    void writeTemplate(const QString &name, const QString &target, FileAccess access = FileAccess::Public)
    {
        QFile file(QStringLiteral(":/warden/mosquitto/") + name);
        QByteArray text = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        for (auto token = m_tokens.cbegin(); token != m_tokens.cend(); ++token)
            text.replace(QByteArray('@' + token.key() + '@'), token.value());
        if (m_result && text.isEmpty())
            m_result = failure(ErrorCode::Internal, tr("The program is incomplete. Install it again."), name);
        write(target, text, access);
    }

    void writeDevices()
    {
        QSet<QString> taken {QStringLiteral("readme.md")};
        for (const access::User &user : m_set.directory.users) {
            Handout handout {user.name, QStringLiteral("devices/") + safeFileName(user.name, taken), false, false};
            const Secret password = m_set.passwords.value(user.name);
            const x509::Identity identity = m_set.identities.value(user.name);
            handout.password = !password.isEmpty();
            handout.certificate = !identity.isNull();
            if (!handout.password && !handout.certificate)
                continue;
            write(handout.folder + QStringLiteral("/user.txt"), QByteArray(user.name.toUtf8() + '\n'), FileAccess::Private);
            write(handout.folder + QStringLiteral("/ca.pem"), m_set.caPem, FileAccess::Public);
            if (handout.password) {
                QByteArray line = password.view().toByteArray();
                line += '\n';
                const Secret text = Secret::taking(std::move(line));
                write(handout.folder + QStringLiteral("/password.txt"), text.view(), FileAccess::Private);
            }
            if (handout.certificate)
                writeIdentity(identity, handout.folder + QStringLiteral("/certificate.pem"),
                    handout.folder + QStringLiteral("/key.pem"));
            m_handouts.append(handout);
        }
        writeTemplate(QStringLiteral("common/devices.md"), QStringLiteral("devices/README.md"));
    }

    void writeIdentity(const x509::Identity &identity, const QString &chainName, const QString &keyName)
    {
        QByteArray chain;
        for (const x509::Certificate &certificate : identity.chain)
            chain += certificate.toPem();
        const Secret key = identity.key.toPem();
        write(chainName, chain, FileAccess::Public);
        write(keyName, key.view(), FileAccess::Private);
    }

    void writeCheck()
    {
        if (!m_set.revoked.isNull())
            writeIdentity(m_set.revoked, QStringLiteral("check/revoked.pem"), QStringLiteral("check/revoked-key.pem"));
    }

    /// A device before the administrator: the check does not need rights.
    Handout handoutWith(bool Handout::*has) const
    {
        Handout found;
        for (const Handout &handout : m_handouts) {
            const bool better = found.user.isEmpty() || isAdministrator(found.user);
            if (handout.*has && better)
                found = handout;
        }
        return found;
    }

    bool isAdministrator(const QString &name) const
    {
        const access::User *user = m_set.directory.user(name);
        return user && !user->roles.isEmpty() && user->roles.first().role == QLatin1String("Administrators");
    }

    void fillTokens()
    {
        const auto set = [this](const char *name, const QByteArray &value) { m_tokens.insert(name, value); };
        const Handout password = handoutWith(&Handout::password);
        const Handout certificate = handoutWith(&Handout::certificate);
        const auto file = [](const Handout &handout, const char *name) {
            return quoted(handout.user.isEmpty() ? QString() : handout.folder + QLatin1String(name));
        };
        set("NAME", displayText(m_set.name).toUtf8());
        set("PASSWORD_PORT", QByteArray::number(m_set.listeners.passwordPort));
        set("CERTIFICATE_PORT", QByteArray::number(m_set.listeners.certificatePort));
        set("WEBSOCKET_PORT", QByteArray::number(m_set.listeners.webSocketPort));
        set("PASSWORD_USER", quoted(password.user));
        set("PASSWORD_FILE", file(password, "/password.txt"));
        set("CERTIFICATE_FILE", file(certificate, "/certificate.pem"));
        set("KEY_FILE", file(certificate, "/key.pem"));
        set("TLS_VERSION", m_set.tls13Only ? "tlsv1.3" : "tlsv1.2");
        set("HOSTS", m_set.hosts.mid(0, kSensibleHosts).join(QStringLiteral(", ")).toUtf8());
        set("HOST", exampleHost().toUtf8());
        const Result<x509::Certificate> server = x509::Certificate::fromPem(m_set.serverChainPem);
        const Result<QList<x509::Crl>> crls = x509::Crl::listFromPem(m_set.crlPem);
        set("SERVER_END", server ? dayOf(server->notAfter()).toLatin1() : QByteArray());
        set("CRL_END", crls ? dayOf(crls->first().nextUpdate()).toLatin1() : QByteArray());
    }

    QString exampleHost() const
    {
        for (const QString &host : m_set.hosts) {
            if (host != QLatin1String("localhost") && !host.startsWith(QLatin1String("127.")) && host != QLatin1String("::1"))
                return host;
        }
        return QStringLiteral("localhost");
    }

    void writeCertificates(const QString &folder)
    {
        QByteArray server = m_set.serverChainPem;
        server += m_set.serverKeyPem.view();
        const Secret serverFile = Secret::taking(std::move(server));
        write(folder + QStringLiteral("/ca.pem"), m_set.caPem, FileAccess::Public);
        write(folder + QStringLiteral("/server.pem"), serverFile.view(), FileAccess::Private);
        write(folder + QStringLiteral("/crl.pem"), m_set.crlPem, FileAccess::Public);
        m_tokens.insert("CA_FILE", folder.toUtf8() + "/ca.pem");
    }

    void writeDirectory()
    {
        Result<QByteArray> json = m_set.directoryFile.isEmpty() ? dynamicSecurityFile(m_set.directory, m_set.passwords)
                                                                : Result<QByteArray>(m_set.directoryFile);
        if (!json) {
            m_result = failure(json.error());
            return;
        }
        const Secret bytes = Secret::taking(std::move(*json));
        write(QStringLiteral("state/dynamic-security.json"), bytes.view(), FileAccess::Private);
    }

    void writeConfig(const QString &name, const ConfigPaths &paths)
    {
        m_tokens.insert("CONF_FILE", name.toUtf8());
        m_tokens.insert("READ_FOLDER", paths.dataFolder.toUtf8());
        m_tokens.insert("STATE_FOLDER", paths.stateFolder.toUtf8());
        write(QStringLiteral("broker/") + name, configFile(m_set, paths), FileAccess::Public);
        writeTemplate(QStringLiteral("common/try.sh"), QStringLiteral("try.sh"));
        writeTemplate(QStringLiteral("common/check.sh"), QStringLiteral("check.sh"));
    }

    void writePi()
    {
        writeCertificates(QStringLiteral("broker"));
        writeDirectory();
        ConfigPaths paths;
        paths.dataFolder = QStringLiteral("/etc/mosquitto/warden");
        paths.stateFolder = QStringLiteral("/var/lib/mosquitto");
        paths.pluginFile = QStringLiteral("/usr/lib/aarch64-linux-gnu/mosquitto_dynamic_security.so");
        paths.isIncluded = true; // Debian's own mosquitto.conf says where the log and the saved state go
        paths.debugLog = false;
        writeConfig(QStringLiteral("warden.conf"), paths);
        writeTemplate(QStringLiteral("raspberrypi/install.sh"), QStringLiteral("install.sh"));
        writeTemplate(QStringLiteral("raspberrypi/README.md"), QStringLiteral("README.md"));
    }

    void writeContainer()
    {
        writeCertificates(QStringLiteral("broker"));
        writeDirectory();
        ConfigPaths paths;
        paths.dataFolder = QStringLiteral("/mosquitto/config");
        paths.stateFolder = QStringLiteral("/mosquitto/data");
        paths.pluginFile = QStringLiteral("/usr/lib/mosquitto_dynamic_security.so");
        paths.debugLog = false;
        writeConfig(QStringLiteral("mosquitto.conf"), paths);
        writeTemplate(QStringLiteral("container/compose.yaml"), QStringLiteral("compose.yaml"));
        writeTemplate(QStringLiteral("container/README.md"), QStringLiteral("README.md"));
    }

    void writeHomeAssistant()
    {
        writeCertificates(QStringLiteral("ssl/warden"));
        QByteArray logins;
        for (const Handout &handout : m_handouts) {
            if (handout.password)
                logins += "  - username: " + yamlText(handout.user.toUtf8()) + "\n    password: "
                    + yamlText(m_set.passwords.value(handout.user).view()) + '\n';
        }
        m_tokens.insert("LOGINS", logins.isEmpty() ? QByteArray("  []") : logins.chopped(1));
        writeTemplate(
            QStringLiteral("homeassistant/options.yaml"), QStringLiteral("options.yaml"), FileAccess::Private);
        writeTemplate(QStringLiteral("homeassistant/warden.conf"), QStringLiteral("share/mosquitto/warden.conf"));
        writeTemplate(QStringLiteral("homeassistant/try.sh"), QStringLiteral("try.sh"));
        writeTemplate(QStringLiteral("common/check.sh"), QStringLiteral("check.sh"));
        writeTemplate(QStringLiteral("homeassistant/README.md"), QStringLiteral("README.md"));
        wipe(m_tokens["LOGINS"]);
        wipe(logins);
    }

    BrokerSet m_set;
    ExportKind m_kind;
    QString m_root;
    QList<Handout> m_handouts;
    QHash<QByteArray, QByteArray> m_tokens;
    Result<void> m_result;
};

} // namespace

Result<void> exportSet(const BrokerSet &set, ExportKind kind, const QString &folder)
{
    const QDir target(folder);
    if (target.exists() && !target.isEmpty(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden | QDir::System))
        return failure(ErrorCode::AlreadyExists,
            tr("The folder %1 is not empty. Choose a new one.").arg(QDir::toNativeSeparators(folder)));
    return Exporter(set, kind, target.absolutePath()).run();
}

} // namespace warden::broker::mosquitto
