// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/icons.h"
#include "ui/theme/type.h"

class QFrame;
class QLabel;
class QPushButton;
class QToolButton;

namespace warden::ui {

/// A label of plain text; wraps when \a wrap says so.
QLabel *makeLabel(const QString &text, TypeRole type = TypeRole::Body, ColorRole color = ColorRole::Text);
QLabel *makeWrapped(const QString &text, TypeRole type = TypeRole::Body, ColorRole color = ColorRole::Text);

/// A label that shows an icon in a role's colour.
QLabel *makeIcon(QStringView name, ColorRole color = ColorRole::Muted, int size = metric::IconS);

QPushButton *makeButton(const QString &text, QStringView iconName = {});
QPushButton *makePrimary(const QString &text, QStringView iconName = {});
QPushButton *makeDanger(const QString &text, QStringView iconName = {});
QPushButton *makeQuiet(const QString &text, QStringView iconName = {}); ///< like a link: accent text, no frame
QPushButton *makeLink(const QString &text, TypeRole type = TypeRole::Body); ///< a link within text: no padding

/// A button with an icon only; \a name is its accessible name and tool tip.
QToolButton *makeIconButton(QStringView iconName, const QString &name, int iconSize = metric::IconS);

/// For tool tips with outside text, which must not be taken for markup.
QString plainToolTip(const QString &text);

QFrame *makeSeparator();

void setCompact(QWidget *control);            ///< 28 instead of 32 high
void setInvalid(QWidget *field, bool invalid); ///< red frame

} // namespace warden::ui
