// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAccessible>
#include <QAccessibleWidget>
#include <QLabel>
#include <QLineEdit>
#include <QWidget>

namespace warden::test {

/// The visible controls below \a root that the keyboard reaches and that have no accessible name.
inline QStringList namelessControls(const QWidget *root)
{
    QStringList nameless;
    const QList<QWidget *> all = root->findChildren<QWidget *>();
    for (QWidget *widget : all) {
        if (!widget->isVisibleTo(root) || widget->focusPolicy() == Qt::NoFocus || widget->focusProxy())
            continue;
        if (widget->inherits("QScrollArea") || widget->objectName().startsWith(QLatin1String("qt_")))
            continue;
        QAccessibleInterface *face = QAccessible::queryAccessibleInterface(widget);
        if (!face || face->text(QAccessible::Name).trimmed().isEmpty())
            nameless.append(QString::fromLatin1(widget->metaObject()->className()) + QLatin1Char(' ') + widget->objectName());
    }
    return nameless;
}

/// Labels that show less than their text needs, wrapped lines counted.
inline QStringList cutLabels(const QWidget *root)
{
    QStringList cut;
    const QList<QLabel *> all = root->findChildren<QLabel *>();
    for (const QLabel *label : all) {
        if (!label->isVisibleTo(root) || label->text().isEmpty())
            continue;
        const int need = label->wordWrap() ? label->heightForWidth(label->width()) : label->sizeHint().height();
        const bool wide = !label->wordWrap() && label->sizeHint().width() > label->width() + 1;
        if (wide || need > label->height() + 1)
            cut.append(label->text());
    }
    return cut;
}

/// The child with this object name, of this type; the test fails on null by using it.
template <class T>
T *named(const QWidget *root, const char *name)
{
    return root->findChild<T *>(QString::fromLatin1(name));
}

} // namespace warden::test
