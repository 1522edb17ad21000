// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/prompts.h"

#include "ui/widgets/controls.h"
#include "ui/widgets/dialog.h"

#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace warden::ui {

namespace {

using Chosen = std::function<void(QString)>;

QWidget *body(const Question &question, QPushButton *confirm)
{
    auto *body = new QWidget;
    auto *column = new QVBoxLayout(body);
    column->setContentsMargins(space::XL, space::XL, space::XL, space::XL);
    column->setSpacing(space::M);
    column->addWidget(makeWrapped(question.text));
    if (!question.detail.isEmpty())
        column->addWidget(makeWrapped(question.detail, TypeRole::Body, ColorRole::Muted));
    if (!question.typed.isEmpty()) {
        const QString ask = Dialog::tr("Type “%1” to go on:").arg(question.typed);
        column->addWidget(makeWrapped(ask, TypeRole::Body));
        auto *edit = new QLineEdit;
        edit->setObjectName(QStringLiteral("prompt.typed"));
        edit->setAccessibleName(ask);
        confirm->setEnabled(false);
        QObject::connect(edit, &QLineEdit::textChanged, confirm,
            [confirm, word = question.typed](const QString &text) { confirm->setEnabled(text == word); });
        column->addWidget(edit);
    }
    column->addStretch(1);
    return body;
}

QFileDialog *fileDialog(QWidget *parent, const FileRequest &request, const Chosen &chosen)
{
    auto *dialog = new QFileDialog(parent, request.title, request.folder);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setNameFilters(request.filters);
    if (!request.name.isEmpty())
        dialog->selectFile(request.name);
    QObject::connect(dialog, &QFileDialog::fileSelected, dialog, [chosen](const QString &path) { chosen(path); });
    return dialog;
}

} // namespace

void NativePrompts::confirm(QWidget *parent, const Question &question, std::function<void(bool)> answer)
{
    auto *dialog = new Dialog(parent);
    dialog->setObjectName(QStringLiteral("prompt"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setHeading(question.title);
    dialog->setHeadingIcon(question.destructive ? QStringLiteral("warning") : QStringLiteral("info"),
        question.destructive ? Tone::Danger : Tone::Accent);
    QPushButton *yes = question.destructive ? makeDanger(question.confirm) : makePrimary(question.confirm);
    yes->setObjectName(QStringLiteral("prompt.confirm"));
    QPushButton *no = makeButton(Dialog::tr("Cancel"));
    no->setObjectName(QStringLiteral("prompt.cancel"));
    dialog->setContent(body(question, yes));
    dialog->addRight(no);
    dialog->addRight(yes);
    // Enter must not destroy by accident.
    (question.destructive ? no : yes)->setDefault(true);
    QObject::connect(yes, &QPushButton::clicked, dialog, &QDialog::accept);
    QObject::connect(no, &QPushButton::clicked, dialog, &QDialog::reject);
    QObject::connect(dialog, &QDialog::finished, dialog,
        [answer = std::move(answer)](int result) { answer(result == QDialog::Accepted); });
    dialog->setPreferredSize({480, dialog->sizeHint().height()});
    dialog->open();
}

void NativePrompts::chooseFile(QWidget *parent, const FileRequest &request, Chosen chosen)
{
    QFileDialog *dialog = fileDialog(parent, request, chosen);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->open();
}

void NativePrompts::saveFile(QWidget *parent, const FileRequest &request, Chosen chosen)
{
    QFileDialog *dialog = fileDialog(parent, request, chosen);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setFileMode(QFileDialog::AnyFile);
    dialog->open();
}

void NativePrompts::chooseFolder(QWidget *parent, const FileRequest &request, Chosen chosen)
{
    QFileDialog *dialog = fileDialog(parent, request, chosen);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    dialog->open();
}

} // namespace warden::ui
