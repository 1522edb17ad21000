// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/settings/settingspage.h"

#include "ui/pages/settings/aboutcard.h"
#include "ui/pages/settings/profilemodel.h"
#include "ui/widgets/choices.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/form.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/statuschip.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QVBoxLayout>

namespace warden::ui {

SettingsPage::SettingsPage(const Preferences &preferences, QWidget *parent)
    : Page({QStringLiteral("settings"), tr("Settings"), tr("How this console looks, and where it keeps things"),
               QStringLiteral("settings")},
        parent)
    , m_preferences(preferences)
{
    content()->setSpacing(space::L);
    auto *columns = new QHBoxLayout;
    columns->setSpacing(space::L);
    auto *left = new QVBoxLayout;
    left->setSpacing(space::L);
    left->addWidget(buildLooks());
    left->addWidget(buildDemo());
    left->addStretch(1);
    auto *right = new QVBoxLayout;
    right->setSpacing(space::L);
    right->addWidget(buildSecrets());
    right->addStretch(1);
    columns->addLayout(left, 1);
    columns->addLayout(right, 1);
    content()->addWidget(buildBrokers());
    content()->addLayout(columns);
    content()->addWidget(buildAbout());
    content()->addStretch(1);
    setPreferences(preferences);
}

QWidget *SettingsPage::buildLooks()
{
    m_theme = new SegmentedControl(tr("Colours"));
    m_theme->setObjectName(QStringLiteral("settings.theme"));
    m_theme->addSegment(tr("Like the system"), int(Theme::Mode::System));
    m_theme->addSegment(tr("Light"), int(Theme::Mode::Light));
    m_theme->addSegment(tr("Dark"), int(Theme::Mode::Dark));
    m_density = new SegmentedControl(tr("Rows"));
    m_density->setObjectName(QStringLiteral("settings.density"));
    m_density->addSegment(tr("Roomy"), 0);
    m_density->addSegment(tr("Compact"), 1);
    auto *form = new Form(Form::Labels::Left);
    form->addRow(tr("Colours"), m_theme);
    form->addRow(tr("Rows"), m_density);
    auto *card = new Card(tr("Looks"));
    card->body()->addWidget(form);
    connect(m_theme, &SegmentedControl::currentChanged, this, &SettingsPage::changed);
    connect(m_density, &SegmentedControl::currentChanged, this, &SettingsPage::changed);
    return card;
}

QWidget *SettingsPage::buildSecrets()
{
    m_secrets = new RadioCardGroup(Qt::Vertical, tr("Where passwords rest"));
    m_secrets->setObjectName(QStringLiteral("settings.secrets"));
    m_secrets->addCard(int(SecretsWish::Keychain), tr("The system’s keychain"),
        tr("Unlocked when you sign in to this computer"), tr("Recommended"));
    m_secrets->addCard(int(SecretsWish::Vault), tr("A vault of this console"),
        tr("Encrypted; asks for its passphrase at each start"));
    m_secrets->addCard(int(SecretsWish::Memory), tr("Only in memory"), tr("Typed again after each start"));
    m_keychain = new StatusChip(Tone::Neutral, tr("Not looked at yet"));
    auto *look = makeButton(tr("Check the keychain"));
    look->setObjectName(QStringLiteral("settings.checkKeychain"));
    auto *row = new QHBoxLayout;
    row->addWidget(m_keychain);
    row->addStretch(1);
    row->addWidget(look);
    auto *open = makeButton(tr("Open"), u"folder");
    open->setObjectName(QStringLiteral("settings.openData"));
    open->setAccessibleName(tr("Open the data folder"));
    m_folder = makeWrapped({}, TypeRole::Mono);
    m_folder->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *folderRow = new QHBoxLayout;
    folderRow->addWidget(m_folder, 1);
    folderRow->addWidget(open);
    auto *card = new Card(tr("Where things are kept"));
    card->body()->setSpacing(space::M);
    card->body()->addWidget(m_secrets);
    card->body()->addLayout(row);
    card->body()->addWidget(makeSeparator());
    card->body()->addWidget(makeLabel(tr("Profiles, certificates and settings"), TypeRole::Strong));
    card->body()->addLayout(folderRow);
    connect(m_secrets, &RadioCardGroup::currentChanged, this, &SettingsPage::changed);
    connect(look, &QPushButton::clicked, this, &SettingsPage::keychainCheckWanted);
    connect(open, &QPushButton::clicked, this, &SettingsPage::openDataFolderWanted);
    return card;
}

QWidget *SettingsPage::buildBrokers()
{
    m_profiles = new ProfileModel(this);
    m_table = new DataTable(tr("Broker profiles"));
    m_table->setObjectName(QStringLiteral("settings.profiles"));
    m_table->setModel(m_profiles);
    m_table->setStretchColumn(ProfileModel::AddressColumn);
    m_table->setMinimumHeight(152);
    m_table->setColumnWidth(ProfileModel::NameColumn, 200);
    m_table->setColumnWidth(ProfileModel::SignInColumn, 180);
    m_table->setColumnWidth(ProfileModel::TrustColumn, 210);
    auto *add = makeButton(tr("Add…"), u"plus");
    auto *edit = makeButton(tr("Edit…"), u"pencil");
    auto *remove = makeDanger(tr("Remove…"), u"trash");
    auto *import = makeQuiet(tr("Import…"), u"download");
    auto *exportAll = makeQuiet(tr("Export…"), u"upload");
    add->setObjectName(QStringLiteral("settings.add"));
    edit->setObjectName(QStringLiteral("settings.edit"));
    remove->setObjectName(QStringLiteral("settings.remove"));
    import->setObjectName(QStringLiteral("settings.import"));
    exportAll->setObjectName(QStringLiteral("settings.export"));
    auto *row = new QHBoxLayout;
    for (QPushButton *button : {add, edit, remove})
        row->addWidget(button);
    row->addStretch(1);
    row->addWidget(import);
    row->addWidget(exportAll);
    auto *card = new Card(tr("Brokers"));
    card->setNote(tr("Passwords are never part of an export"));
    card->body()->addWidget(m_table);
    card->body()->addLayout(row);

    const auto enable = [this, edit, remove] {
        const bool one = !chosenProfile().isEmpty();
        edit->setEnabled(one);
        remove->setEnabled(one);
    };
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, enable);
    connect(m_profiles, &ProfileModel::rowsRemoved, this, enable);
    enable();
    connect(add, &QPushButton::clicked, this, &SettingsPage::addWanted);
    connect(edit, &QPushButton::clicked, this, [this] { emit editWanted(chosenProfile()); });
    connect(remove, &QPushButton::clicked, this, [this] { emit removeWanted(chosenProfile()); });
    connect(m_table, &DataTable::rowActivated, this, [this] { emit connectWanted(chosenProfile()); });
    connect(import, &QPushButton::clicked, this, &SettingsPage::importWanted);
    connect(exportAll, &QPushButton::clicked, this, &SettingsPage::exportWanted);
    return card;
}

QWidget *SettingsPage::buildDemo()
{
    m_leaveRunning = new CaptionCheckBox(tr("Leave brokers of this computer running when the console closes"),
        tr("They are found again at the next start"));
    m_leaveRunning->setObjectName(QStringLiteral("settings.leaveRunning"));
    m_pace = new SegmentedControl(tr("Pace of the demo home"));
    m_pace->setObjectName(QStringLiteral("settings.pace"));
    m_pace->addSegment(tr("Real time"), 1);
    m_pace->addSegment(tr("10 ×"), 10);
    m_pace->addSegment(tr("60 ×"), 60);
    m_pace->addSegment(tr("600 ×"), 600);
    auto *form = new Form(Form::Labels::Left);
    form->addRow(tr("Demo home"), m_pace, tr("At 60 × a day of the home passes in 24 minutes."));
    auto *card = new Card(tr("Brokers on this computer"));
    card->body()->setSpacing(space::M);
    card->body()->addWidget(m_leaveRunning);
    card->body()->addWidget(form);
    connect(m_leaveRunning, &QCheckBox::toggled, this, &SettingsPage::changed);
    connect(m_pace, &SegmentedControl::currentChanged, this, &SettingsPage::changed);
    return card;
}

QWidget *SettingsPage::buildAbout()
{
    auto *about = new AboutCard;
    m_mosquitto = about->mosquittoVersion();
    return about;
}

void SettingsPage::setPreferences(const Preferences &preferences)
{
    const QScopedValueRollback filling(m_filling, true);
    m_preferences = preferences;
    m_theme->setCurrent(int(preferences.theme));
    m_density->setCurrent(preferences.compactRows ? 1 : 0);
    m_secrets->setCurrent(int(preferences.secrets));
    m_leaveRunning->setChecked(preferences.leaveBrokersRunning);
    m_pace->setCurrent(int(preferences.demoPace));
}

void SettingsPage::setProfiles(const QList<broker::Profile> &profiles)
{
    m_profiles->setProfiles(profiles);
}

void SettingsPage::setDataFolder(const QString &folder)
{
    m_folder->setText(folder);
}

void SettingsPage::setSecretsState(Tone tone, const QString &text)
{
    m_keychain->set(tone, text, tone == Tone::Success ? QStringLiteral("check") : QStringLiteral("info"));
}

void SettingsPage::setMosquittoVersion(const QString &version)
{
    m_mosquitto->setText(version.isEmpty() ? tr("not found on this computer") : version);
}

void SettingsPage::changed()
{
    if (m_filling)
        return;
    Preferences fresh = m_preferences;
    fresh.theme = Theme::Mode(m_theme->current());
    fresh.compactRows = m_density->current() == 1;
    fresh.secrets = SecretsWish(std::max(0, m_secrets->current()));
    fresh.leaveBrokersRunning = m_leaveRunning->isChecked();
    fresh.demoPace = m_pace->current();
    if (fresh == m_preferences)
        return;
    m_preferences = fresh;
    m_table->setRowHeight(fresh.compactRows ? metric::RowCompact : metric::Row);
    emit preferencesChanged(fresh);
}

QString SettingsPage::chosenProfile() const
{
    const QModelIndex index = m_table->currentIndex();
    return m_table->selectionModel()->hasSelection() ? index.data(ProfileModel::IdRole).toString() : QString();
}

} // namespace warden::ui
