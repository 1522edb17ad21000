// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/keyvaluegrid.h"

#include "ui/widgets/controls.h"

#include <QGridLayout>
#include <QLabel>

namespace warden::ui {

KeyValueGrid::KeyValueGrid(int keyWidth, QWidget *parent)
    : QWidget(parent), m_grid(new QGridLayout(this)), m_keyWidth(keyWidth)
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    m_grid->setHorizontalSpacing(space::M);
    m_grid->setVerticalSpacing(space::S);
    m_grid->setColumnMinimumWidth(0, keyWidth);
    m_grid->setColumnStretch(1, 1);
}

QLabel *KeyValueGrid::addRow(const QString &key, const QString &value, TypeRole type)
{
    QLabel *label = makeWrapped(value, type);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    addRow(key, label);
    return label;
}

void KeyValueGrid::addRow(const QString &key, QWidget *value)
{
    const int row = m_rows++;
    QLabel *label = makeWrapped(key, TypeRole::Body, ColorRole::Muted);
    label->setFixedWidth(m_keyWidth);
    label->setBuddy(value);
    if (value->accessibleName().isEmpty())
        value->setAccessibleName(key);
    m_grid->addWidget(label, row, 0, Qt::AlignTop);
    m_grid->addWidget(value, row, 1);
}

void KeyValueGrid::clear()
{
    m_rows = 0;
    while (QLayoutItem *item = m_grid->takeAt(0)) {
        if (QWidget *widget = item->widget())
            widget->deleteLater();
        delete item;
    }
}

} // namespace warden::ui
