// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/form.h"

#include "ui/widgets/controls.h"

#include <QAccessible>
#include <QGridLayout>
#include <QLabel>

namespace warden::ui {

FormRow::FormRow(QWidget *field, QWidget *parent) : QWidget(parent), m_field(field), m_note(new QWidget)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addWidget(field);
    auto *row = new QHBoxLayout(m_note);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    m_noteIcon = nullptr;
    m_noteText = makeWrapped({}, TypeRole::Caption, ColorRole::Muted);
    row->addWidget(m_noteText, 1);
    column->addWidget(m_note);
    m_note->hide();
}

void FormRow::setHelp(const QString &help, const QString &icon)
{
    m_help = help;
    m_helpIcon = icon;
    showNote();
}

void FormRow::setError(const QString &error)
{
    if (error == m_error)
        return;
    m_error = error;
    setInvalid(m_field, !error.isEmpty());
    m_field->setAccessibleDescription(error.isEmpty() ? m_help : error);
    showNote();
    if (!error.isEmpty() && QAccessible::isActive()) {
        QAccessibleEvent event(m_noteText, QAccessible::Alert);
        QAccessible::updateAccessibility(&event);
    }
}

void FormRow::setRowVisible(bool visible)
{
    setVisible(visible);
    if (m_label)
        m_label->setVisible(visible);
}

void FormRow::showNote()
{
    const bool wrong = !m_error.isEmpty();
    const QString text = wrong ? m_error : m_help;
    delete m_noteIcon;
    m_noteIcon = nullptr;
    const QString name = wrong ? QStringLiteral("warning") : m_helpIcon;
    if (!name.isEmpty()) {
        m_noteIcon = makeIcon(name, wrong ? ColorRole::Danger : ColorRole::Muted, 14);
        static_cast<QHBoxLayout *>(m_note->layout())->insertWidget(0, m_noteIcon, 0, Qt::AlignTop);
    }
    setTextRole(m_noteText, wrong ? ColorRole::Danger : ColorRole::Muted);
    m_noteText->setText(text);
    m_note->setVisible(!text.isEmpty());
}

Form::Form(Labels labels, QWidget *parent) : QWidget(parent), m_labels(labels), m_grid(new QGridLayout(this))
{
    setMaximumWidth(metric::FormWidth);
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(space::L);
    m_grid->setVerticalSpacing(labels == Labels::Left ? 14 : 6);
    m_grid->setColumnStretch(1, 1);
    if (labels == Labels::Left)
        setLabelWidth(96);
}

FormRow *Form::addRow(const QString &label, QWidget *field, const QString &help)
{
    auto *row = new FormRow(field);
    row->m_label = makeLabel(label, TypeRole::Body, m_labels == Labels::Left ? ColorRole::Muted : ColorRole::Text);
    QFont font = row->m_label->font();
    font.setWeight(QFont::Medium);
    row->m_label->setFont(font);
    row->m_label->setBuddy(field);
    if (field->accessibleName().isEmpty())
        field->setAccessibleName(label);
    if (m_labels == Labels::Left) {
        row->m_label->setMinimumHeight(metric::Control);
        m_grid->addWidget(row->m_label, m_row, 0, Qt::AlignTop);
        m_grid->addWidget(row, m_row++, 1);
    } else {
        if (m_row > 0)
            m_grid->setRowMinimumHeight(m_row++, 2);
        m_grid->addWidget(row->m_label, m_row++, 0, 1, 2);
        m_grid->addWidget(row, m_row++, 0, 1, 2);
    }
    if (!help.isEmpty())
        row->setHelp(help);
    keepAtTop();
    return row;
}

FormRow *Form::addRow(const QString &label, const QList<QWidget *> &fields, const QString &help)
{
    auto *line = new QWidget;
    auto *layout = new QHBoxLayout(line);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::S);
    for (QWidget *field : fields) {
        layout->addWidget(field);
        if (field->accessibleName().isEmpty())
            field->setAccessibleName(label);
    }
    line->setFocusProxy(fields.value(0));
    return addRow(label, line, help);
}

void Form::addSection(const QString &title)
{
    if (m_row > 0)
        m_grid->addWidget(makeSeparator(), m_row++, 0, 1, 2);
    if (!title.isEmpty())
        m_grid->addWidget(makeLabel(title, TypeRole::Strong), m_row++, 0, 1, 2);
}

void Form::addWide(QWidget *widget)
{
    m_grid->addWidget(widget, m_row++, 0, 1, 2);
    keepAtTop();
}

void Form::keepAtTop()
{
    for (int row = 0; row < m_row; ++row)
        m_grid->setRowStretch(row, 0);
    m_grid->setRowStretch(m_row, 1);
}

void Form::setLabelWidth(int width)
{
    m_grid->setColumnMinimumWidth(0, width);
}

} // namespace warden::ui
