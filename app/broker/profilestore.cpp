// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/profile.h"
#include "broker/profilejson.h"

#include "base/files.h"
#include "base/text.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QSet>
#include <QUuid>

#include <algorithm>

namespace warden::broker {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Profile", text);
}

/// "profiles.json.kept-1": a name beside \a path that is free.
QString nameBeside(const QString &path)
{
    for (int i = 1;; ++i) {
        const QString name = QStringLiteral("%1.kept-%2").arg(path).arg(i);
        if (!QFile::exists(name))
            return name;
    }
}

QString newId()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

} // namespace

ProfileStore::ProfileStore(QString path)
    : m_path(std::move(path))
{
}

Result<void> ProfileStore::load()
{
    m_profiles.clear();
    m_mayNotSave.reset();
    if (!QFile::exists(m_path))
        return {};
    const Result<QByteArray> bytes = readFile(m_path, kLargestProfilesFile);
    if (!bytes) {
        m_mayNotSave = bytes.error();
        return failure(bytes.error());
    }
    const Result<Imported> read = readFrom(*bytes);
    if (!read && read.error().code == ErrorCode::Unsupported) {
        // The newer program still needs the file where it is.
        m_mayNotSave = read.error();
        return failure(read.error());
    }
    if (read)
        m_profiles = read->profiles;
    if (read && read->problems.isEmpty())
        return {};
    return keepAside(read ? read->problems.join(QLatin1Char('\n')) : read.error().detail);
}

Result<void> ProfileStore::keepAside(const QString &detail)
{
    const QString kept = nameBeside(m_path);
    const QString shown = QDir::toNativeSeparators(m_path);
    if (!QFile::copy(m_path, kept)) {
        m_mayNotSave = Error {ErrorCode::Damaged,
            tr("%1 could not be read in full, and no copy of it could be made. Nothing is saved until it is repaired or "
               "moved away.")
                .arg(shown),
            detail};
        return failure(*m_mayNotSave);
    }
    return failure(ErrorCode::Damaged,
        tr("Some of the broker profiles in %1 could not be read. The file is kept as %2.")
            .arg(shown, QDir::toNativeSeparators(kept)),
        detail);
}

const Profile *ProfileStore::find(const QString &idOrName) const
{
    for (const Profile &profile : m_profiles) {
        if (profile.id == idOrName)
            return &profile;
    }
    for (const Profile &profile : m_profiles) {
        if (profile.name.compare(idOrName, Qt::CaseInsensitive) == 0)
            return &profile;
    }
    return nullptr;
}

Result<void> ProfileStore::write(const QList<Profile> &profiles)
{
    if (m_mayNotSave)
        return failure(*m_mayNotSave);
    if (profiles.size() > kMostProfiles)
        return failure(ErrorCode::InvalidInput, tr("There are %1 profiles already. Remove one first.").arg(kMostProfiles));
    if (const Result<void> folder = makeFolder(QFileInfo(m_path).absolutePath(), FileAccess::Private); !folder)
        return folder;
    if (const Result<void> written = writeFile(m_path, profilesDocument(profiles), FileAccess::Private); !written)
        return written;
    m_profiles = profiles;
    return {};
}

Result<void> ProfileStore::save(const Profile &profile)
{
    if (const QList<FieldFault> faults = check(profile); !faults.isEmpty())
        return failure(ErrorCode::InvalidInput, faults.first().text, faults.first().field);
    Profile kept = profile;
    if (kept.id.isEmpty())
        kept.id = newId();
    QList<Profile> profiles = m_profiles;
    const auto same = std::find_if(
        profiles.begin(), profiles.end(), [&kept](const Profile &other) { return other.id == kept.id; });
    if (same == profiles.end())
        profiles.append(kept);
    else
        *same = kept;
    return write(profiles);
}

Result<void> ProfileStore::remove(const QString &id)
{
    QList<Profile> profiles = m_profiles;
    profiles.removeIf([&id](const Profile &profile) { return profile.id == id; });
    return write(profiles);
}

Result<void> ProfileStore::exportTo(const QString &path) const
{
    return writeFile(path, profilesDocument(m_profiles), FileAccess::Private);
}

Result<ProfileStore::Imported> ProfileStore::readFrom(const QByteArray &json)
{
    const Result<QJsonArray> entries = profileEntries(json);
    if (!entries)
        return failure(entries.error());
    Imported imported;
    QSet<QString> ids;
    for (qsizetype i = 0; i < entries->size(); ++i) {
        const QJsonObject entry = entries->at(i).toObject();
        Result<Profile> profile = profileFromJson(entry);
        if (!profile) {
            const QString name = displayText(entry.value(QStringLiteral("name")).toString(), 60);
            imported.problems.append(tr("Entry %1 (%2) was left out. %3")
                                         .arg(QString::number(i + 1), name.isEmpty() ? tr("no name") : name,
                                             profile.error().text));
            continue;
        }
        if (ids.contains(profile->id))
            profile->id = newId();
        ids.insert(profile->id);
        imported.profiles.append(*profile);
    }
    return imported;
}

Result<ProfileStore::Imported> ProfileStore::importFrom(const QByteArray &json)
{
    Result<Imported> imported = readFrom(json);
    if (!imported)
        return imported;
    QList<Profile> profiles = m_profiles;
    for (Profile &profile : imported->profiles) {
        if (find(profile.id))
            profile.id = newId();
        profile.allowPasswordInClear = false;
        profile.connectAtStart = false;
        profile.localBroker.clear();
        profiles.append(profile);
    }
    if (const Result<void> written = write(profiles); !written)
        return failure(written.error());
    return imported;
}

} // namespace warden::broker
