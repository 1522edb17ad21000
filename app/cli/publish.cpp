// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/target.h"

#include "base/files.h"
#include "topic/topic.h"

#include <QCoreApplication>
#include <QFile>

namespace warden::cli {

namespace {

constexpr qint64 kLargestPayload = 256 * 1024 * 1024 - 1; // MQTT 5 §2.1.4

QString tr(const char *text)
{
    return QCoreApplication::translate("Command line", text);
}

class Publish final : public Command
{
public:
    Publish(Environment &environment, Target target, mqtt::Message message)
        : Command(environment)
        , m_target(std::move(target))
        , m_message(std::move(message))
    {
        connect(&m_client, &mqtt::Client::connected, this, [this] { send(); });
        connect(&m_client, &mqtt::Client::failed, this, [this](const mqtt::Failure &failure) {
            terminal().complain(failure.error);
            Q_EMIT finished(exitCodeOf(failure));
        });
    }

    void start() override
    {
        openClient(environment(), m_target, m_client, false, [this](const Error &error) { fail(error); });
    }

private:
    void send()
    {
        m_client.publish(m_message, [this](const Result<mqtt::ReasonCode> &result) {
            if (!result)
                return fail(result.error());
            if (environment().json)
                terminal().print(QJsonObject {{QStringLiteral("published"), QString::fromUtf8(m_message.topic)},
                    {QStringLiteral("bytes"), m_message.payload.size()}, {QStringLiteral("reason"), int(*result)}});
            connect(&m_client, &mqtt::Client::stateChanged, this, [this](mqtt::Client::State state) {
                if (state == mqtt::Client::State::Idle)
                    Q_EMIT finished(kDone);
            });
            m_client.close();
        });
    }

    Target m_target;
    mqtt::Message m_message;
    mqtt::Client m_client;
};

Result<QByteArray> payloadOf(const QCommandLineParser &parser)
{
    if (parser.isSet(QStringLiteral("message")))
        return parser.value(QStringLiteral("message")).toUtf8();
    if (parser.isSet(QStringLiteral("file")))
        return readFile(parser.value(QStringLiteral("file")), kLargestPayload);
    QFile input;
    if (!input.open(stdin, QIODevice::ReadOnly))
        return failure(ErrorCode::Io, tr("Standard input cannot be read. Use --message or --file."));
    return input.readAll();
}

Result<mqtt::Message> messageOf(const QCommandLineParser &parser, const QString &topic)
{
    mqtt::Message message;
    message.topic = topic.toUtf8();
    if (const auto fault = topic::checkName(message.topic))
        return failure(ErrorCode::InvalidInput,
            tr("The topic is not valid at byte %1: %2").arg(fault->position).arg(fault->text));
    bool ok = false;
    const int qos = parser.value(QStringLiteral("qos")).toInt(&ok);
    if (!ok || qos < 0 || qos > 2)
        return failure(ErrorCode::InvalidInput, tr("--qos takes 0, 1 or 2."));
    message.qos = quint8(qos);
    message.retain = parser.isSet(QStringLiteral("retain"));
    auto payload = payloadOf(parser);
    if (!payload)
        return failure(payload.error());
    message.payload = *payload;
    return message;
}

} // namespace

CommandEntry publishCommand()
{
    return {QStringLiteral("publish"), QStringLiteral("URL|PROFILE TOPIC"),
        tr("Publishes one message: from --message, --file or standard input."),
        [](QCommandLineParser &parser) {
            declareTarget(parser);
            parser.addOptions({
                {{QStringLiteral("m"), QStringLiteral("message")}, tr("The payload as text."), tr("text")},
                {{QStringLiteral("f"), QStringLiteral("file")}, tr("The payload from a file, byte for byte."), tr("file")},
                {{QStringLiteral("q"), QStringLiteral("qos")}, tr("Quality of service: 0, 1 or 2."), tr("qos"),
                    QStringLiteral("0")},
                {{QStringLiteral("r"), QStringLiteral("retain")}, tr("The broker keeps it for later subscribers.")},
            });
        },
        [](Environment &environment, const QCommandLineParser &parser) -> Result<std::unique_ptr<Command>> {
            const QStringList words = parser.positionalArguments();
            if (words.size() != 2)
                return failure(ErrorCode::InvalidInput, tr("publish takes a URL or profile, and a topic."));
            auto target = readTarget(environment, parser, words.at(0));
            if (!target)
                return failure(target.error());
            auto message = messageOf(parser, words.at(1));
            if (!message)
                return failure(message.error());
            return std::make_unique<Publish>(environment, std::move(*target), std::move(*message));
        }};
}

} // namespace warden::cli
