// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/secretstores.h"

#include <QCoreApplication>
#include <QTimer>

#include <qt6keychain/keychain.h>

namespace warden::broker {

namespace {

// A keychain that waits for a person who is not there, or a service that never answers, must not stop the program.
constexpr int kTimeLimitMs = 5'000;

QString tr(const char *text)
{
    return QCoreApplication::translate("SecretStore", text);
}

Error explain(QKeychain::Error code, const QString &detail)
{
    switch (code) {
    case QKeychain::EntryNotFound:
        return {ErrorCode::NotFound, tr("No password is kept for this."), detail};
    case QKeychain::AccessDenied:
    case QKeychain::AccessDeniedByUser:
        return {ErrorCode::NotAllowed, tr("The keychain did not give access. Unlock it and try again."), detail};
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
        return {ErrorCode::Unsupported,
            tr("This computer has no keychain that is running. Keep the password in the vault or in memory instead."), detail};
    case QKeychain::NoError:
    case QKeychain::CouldNotDeleteEntry:
    case QKeychain::OtherError:
        break;
    }
    return {ErrorCode::Io, tr("The keychain did not work. Try again, or keep the password in the vault instead."), detail};
}

/// Runs \a job and answers once: what the job says, or TimedOut. A job that is late is left to end by itself, since
/// the system's library still holds it.
template <class Done>
void run(QKeychain::Job *job, QObject *context, Done done)
{
    auto *limit = new QTimer(context);
    limit->setSingleShot(true);
    QObject::connect(job, &QKeychain::Job::finished, limit, [limit, done](QKeychain::Job *finished) {
        limit->stop();
        limit->deleteLater();
        if (finished->error() == QKeychain::NoError)
            done(finished, std::nullopt);
        else
            done(finished, explain(finished->error(), finished->errorString()));
    });
    QObject::connect(limit, &QTimer::timeout, limit, [limit, job = QPointer<QKeychain::Job>(job), done] {
        if (job)
            job->disconnect(limit);
        limit->deleteLater();
        done(nullptr,
            Error {ErrorCode::TimedOut,
                tr("The keychain did not answer. Unlock it and try again, or keep the password in the vault instead."), {}});
    });
    limit->start(kTimeLimitMs);
    job->setInsecureFallback(false);
    job->setAutoDelete(true);
    job->start();
}

} // namespace

KeychainSecretStore::KeychainSecretStore(QString service)
    : m_service(std::move(service))
{
}

void KeychainSecretStore::read(const QString &key, QObject *context, Read answer)
{
    auto *job = new QKeychain::ReadPasswordJob(m_service);
    job->setKey(key);
    run(job, context, [answer = std::move(answer)](QKeychain::Job *done, const std::optional<Error> &error) {
        if (error)
            answer(failure(*error));
        else
            answer(Secret::taking(static_cast<QKeychain::ReadPasswordJob *>(done)->binaryData()));
    });
}

void KeychainSecretStore::write(const QString &key, const Secret &secret, QObject *context, Done answer)
{
    auto *job = new QKeychain::WritePasswordJob(m_service);
    job->setKey(key);
    job->setBinaryData(secret.view().toByteArray());
    run(job, context, [answer = std::move(answer)](QKeychain::Job *, const std::optional<Error> &error) {
        if (error)
            answer(failure(*error));
        else
            answer({});
    });
}

void KeychainSecretStore::remove(const QString &key, QObject *context, Done answer)
{
    auto *job = new QKeychain::DeletePasswordJob(m_service);
    job->setKey(key);
    run(job, context, [answer = std::move(answer)](QKeychain::Job *, const std::optional<Error> &error) {
        if (error && error->code != ErrorCode::NotFound)
            answer(failure(*error));
        else
            answer({});
    });
}

QString KeychainSecretStore::place() const
{
    return tr("the system's keychain");
}

void KeychainSecretStore::probe(const QString &service, QObject *context, std::function<void(bool)> answer)
{
    const auto store = std::make_shared<KeychainSecretStore>(service);
    const auto key = QStringLiteral("trial-entry");
    const Secret trial = Secret::randomPassword(16);
    store->write(key, trial, context, [=](const Result<void> &written) {
        if (!written)
            return answer(false);
        store->read(key, context, [=](const Result<Secret> &read) {
            const bool works = read && read->equals(trial);
            store->remove(key, context, [=](const Result<void> &removed) { answer(works && removed); });
        });
    });
}

} // namespace warden::broker
