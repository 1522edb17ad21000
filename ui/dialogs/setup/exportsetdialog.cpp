// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/setup/exportsetdialog.h"

#include "base/files.h"
#include "ui/dialogs/setup/secretrow.h"
#include "ui/widgets/choices.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/form.h"
#include "ui/widgets/prompts.h"

#include <QDir>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QRegularExpression>
#include <QStackedWidget>
#include <QUuid>
#include <QVBoxLayout>
#include <QtConcurrentRun>

namespace warden::ui {

using broker::mosquitto::ExportKind;

namespace {

/// Off the GUI thread: makes vault, authority and set, then the folder. Removes what it made where it fails.
Result<session::SetupResult> makeAndExport(session::SetupRequest request, ExportKind kind, const QString &target)
{
    if (Result<void> made = makeFolder(request.folder, FileAccess::Private); !made)
        return failure(made.error());
    const SystemClock clock;
    session::SetupResult result;
    Result<void> written = [&]() -> Result<void> {
        auto vault = pki::Vault::create(request.folder + QStringLiteral("/vault.db"), request.vaultPassphrase, clock);
        if (!vault)
            return failure(vault.error());
        auto set = session::BrokerSetup::makeSet(request, **vault, result);
        if (!set)
            return failure(set.error());
        return exportSet(*set, kind, target);
    }();
    if (!written) {
        QDir(request.folder).removeRecursively();
        return failure(written.error());
    }
    result.vaultPassphrase = request.vaultPassphrase;
    return result;
}

} // namespace

ExportSetDialog::ExportSetDialog(
    Prompts &prompts, const session::SetupRequest &request, const QString &setsFolder, QWidget *parent)
    : Dialog(parent)
    , m_request(request)
    , m_setsFolder(setsFolder)
    , m_stack(new QStackedWidget)
{
    setObjectName(QStringLiteral("exportSet"));
    setHeading(tr("Save as a set for another machine"),
        tr("A folder with certificates, settings and a README that says what to do there."));
    m_stack->addWidget(buildForm(prompts));
    m_stack->addWidget(buildDone());
    setContent(m_stack);
    m_cancel = makeButton(tr("Cancel"));
    m_cancel->setAutoDefault(false);
    m_save = makePrimary(tr("Save the set"));
    m_save->setObjectName(QStringLiteral("exportSet.accept"));
    m_save->setDefault(true);
    addRight(m_cancel);
    addRight(m_save);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_save, &QPushButton::clicked, this, &ExportSetDialog::save);
    connect(&m_watcher, &QFutureWatcherBase::finished, this, &ExportSetDialog::showDone);
    setPreferredSize({600, 560});
}

ExportSetDialog::~ExportSetDialog()
{
    m_watcher.waitForFinished();
}

QWidget *ExportSetDialog::buildForm(Prompts &prompts)
{
    m_kind = new RadioCardGroup(Qt::Vertical, tr("Kind of machine"));
    m_kind->setObjectName(QStringLiteral("exportSet.kind"));
    m_kind->addCard(int(ExportKind::RaspberryPi), tr("Raspberry Pi or another Linux computer"),
        tr("Files for /etc/mosquitto"));
    m_kind->addCard(int(ExportKind::Container), tr("Container"), tr("A compose file with its volume"));
    m_kind->addCard(int(ExportKind::HomeAssistant), tr("Home Assistant"), tr("For its Mosquitto broker app"));
    m_kind->setCurrent(int(ExportKind::RaspberryPi));
    m_hosts = new QLineEdit;
    m_hosts->setObjectName(QStringLiteral("exportSet.hosts"));
    m_hosts->setAccessibleName(tr("Names and addresses of that machine"));
    m_hosts->setPlaceholderText(tr("homepi.local 192.168.1.10"));
    setTypeRole(m_hosts, TypeRole::Mono);
    m_folder = new QLineEdit;
    m_folder->setObjectName(QStringLiteral("exportSet.folder"));
    m_folder->setAccessibleName(tr("Folder"));
    setTypeRole(m_folder, TypeRole::Mono);
    auto *browse = makeButton(tr("Browse…"));
    browse->setAutoDefault(false);
    browse->setAccessibleName(tr("Choose the folder"));
    auto *form = new Form(Form::Labels::Above);
    form->addRow(tr("For"), m_kind);
    m_hostsRow = form->addRow(tr("Names and addresses of that machine"), m_hosts,
        tr("They stand in its certificate: what devices type to reach it."));
    m_folderRow = form->addRow(tr("New or empty folder"), QList<QWidget *> {m_folder, browse});
    m_problem = makeWrapped({}, TypeRole::Body, ColorRole::Danger);
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(space::XL, space::L, space::XL, space::L);
    column->addWidget(form);
    column->addWidget(m_problem);
    column->addStretch(1);
    connect(browse, &QPushButton::clicked, this, [this, &prompts] {
        prompts.chooseFolder(this, {tr("Choose a new or empty folder"), {}, {}, {}},
            [edit = QPointer<QLineEdit>(m_folder)](const QString &path) {
                if (edit)
                    edit->setText(path);
            });
    });
    return content;
}

QWidget *ExportSetDialog::buildDone()
{
    m_doneText = makeWrapped({});
    m_doneText->setObjectName(QStringLiteral("exportSet.done"));
    m_password = new SecretRow(tr("Password of the administrator"));
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(space::XL, space::L, space::XL, space::L);
    column->setSpacing(space::M);
    column->addWidget(m_doneText);
    column->addWidget(m_password);
    column->addWidget(makeWrapped(tr("The folder holds the private key of the broker: carry it over a safe way and delete "
                                     "it here afterwards. The key of the authority stays in the vault of this console."),
        TypeRole::Body, ColorRole::Muted));
    column->addStretch(1);
    return content;
}

void ExportSetDialog::save()
{
    if (m_stack->currentIndex() == 1) {
        accept();
        return;
    }
    static const QRegularExpression between(QStringLiteral("[\\s,;]+"));
    m_request.extraHosts = m_hosts->text().split(between, Qt::SkipEmptyParts);
    m_hostsRow->setError(m_request.extraHosts.isEmpty() ? tr("Enter at least one name or address.") : QString());
    m_folderRow->setError(m_folder->text().trimmed().isEmpty() ? tr("Choose a folder.") : QString());
    if (!m_hostsRow->error().isEmpty() || !m_folderRow->error().isEmpty())
        return;
    m_request.homeNetwork = true;
    m_request.folder = m_setsFolder % QLatin1Char('/') % QUuid::createUuid().toString(QUuid::WithoutBraces);
    if (m_request.vaultPassphrase.isEmpty())
        m_request.vaultPassphrase = Secret::randomPassphrase();
    m_save->setEnabled(false);
    m_problem->clear();
    m_watcher.setFuture(QtConcurrent::run(
        makeAndExport, m_request, ExportKind(m_kind->current()), m_folder->text().trimmed()));
}

void ExportSetDialog::showDone()
{
    m_save->setEnabled(true);
    const Result<session::SetupResult> result = m_watcher.result();
    if (!result) {
        m_problem->setText(result.error().text);
        return;
    }
    m_doneText->setText(tr("The set is in %1. Follow the README there.").arg(QDir::toNativeSeparators(m_folder->text())));
    m_password->setSecret(result->administratorPassword);
    m_stack->setCurrentIndex(1);
    m_cancel->hide();
    m_save->setText(tr("Close"));
    emit saved(*result);
}

} // namespace warden::ui
