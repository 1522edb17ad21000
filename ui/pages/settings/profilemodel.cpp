// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/settings/profilemodel.h"

#include "base/text.h"

#include <QFileInfo>

namespace warden::ui {

namespace {

bool containsId(const QList<broker::Profile> &profiles, const QString &id)
{
    return std::any_of(profiles.cbegin(), profiles.cend(), [&](const auto &profile) { return profile.id == id; });
}

} // namespace

void ProfileModel::setProfiles(const QList<broker::Profile> &profiles)
{
    for (int row = int(m_profiles.size()) - 1; row >= 0; --row) {
        if (containsId(profiles, m_profiles.at(row).id))
            continue;
        beginRemoveRows({}, row, row);
        m_profiles.removeAt(row);
        endRemoveRows();
    }
    QList<broker::Profile> added;
    for (const broker::Profile &profile : profiles) {
        const auto known = std::find_if(
            m_profiles.begin(), m_profiles.end(), [&](const auto &ours) { return ours.id == profile.id; });
        if (known == m_profiles.end()) {
            added.append(profile);
        } else if (!(*known == profile)) {
            *known = profile;
            const int row = int(known - m_profiles.begin());
            emit dataChanged(index(row, 0), index(row, ColumnCount - 1), {Qt::DisplayRole, Qt::ToolTipRole});
        }
    }
    if (added.isEmpty())
        return;
    beginInsertRows({}, int(m_profiles.size()), int(m_profiles.size() + added.size()) - 1);
    m_profiles += added;
    endInsertRows();
}

QString ProfileModel::idAt(int row) const
{
    return row >= 0 && row < m_profiles.size() ? m_profiles.at(row).id : QString();
}

int ProfileModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_profiles.size());
}

int ProfileModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ProfileModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const broker::Profile &profile = m_profiles.at(index.row());
    if (role == IdRole)
        return profile.id;
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case NameColumn:
        return displayText(profile.name, 96);
    case AddressColumn:
        return displayText(profile.endpoint.toUrl(), 160);
    case SignInColumn:
        return signInText(profile);
    case TrustColumn:
        return trustText(profile);
    default:
        return {};
    }
}

QVariant ProfileModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn:
        return tr("Name");
    case AddressColumn:
        return tr("Address");
    case SignInColumn:
        return tr("Sign in with");
    case TrustColumn:
        return tr("Trust");
    default:
        return {};
    }
}

QString ProfileModel::signInText(const broker::Profile &profile)
{
    switch (profile.signIn) {
    case broker::SignIn::Nothing:
        return tr("Nothing");
    case broker::SignIn::Password:
        return tr("Password of %1").arg(displayText(profile.userName, 64));
    case broker::SignIn::Certificate:
        return tr("Certificate %1").arg(displayText(QFileInfo(profile.certificateFile).fileName(), 64));
    }
    return {};
}

QString ProfileModel::trustText(const broker::Profile &profile)
{
    if (!mqtt::isEncrypted(profile.endpoint.transport))
        return tr("None: not encrypted");
    switch (profile.trust) {
    case mqtt::TrustPolicy::Mode::System:
        return tr("Authorities of this computer");
    case mqtt::TrustPolicy::Mode::Anchors:
        return tr("CA file %1").arg(displayText(QFileInfo(profile.caFile).fileName(), 64));
    case mqtt::TrustPolicy::Mode::FirstUse:
        return tr("To be looked at");
    case mqtt::TrustPolicy::Mode::PinnedCertificate:
        return tr("Pinned certificate");
    case mqtt::TrustPolicy::Mode::PinnedKey:
        return tr("Pinned key");
    }
    return {};
}

} // namespace warden::ui
