// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/controls.h"

#include "ui/theme/style.h"

#include <QFrame>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

namespace warden::ui {

namespace {

/// An icon that follows the scheme, which a pixmap in a QLabel would not.
class IconLabel : public QLabel
{
public:
    IconLabel(QStringView name, ColorRole color, int size) : m_name(name.toString()), m_color(color)
    {
        setFixedSize(size, size);
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        paintIcon(painter, rect(), m_name, tokensOf(this).color(m_color));
    }

private:
    QString m_name;
    ColorRole m_color;
};

class Separator : public QFrame
{
public:
    Separator() { setFixedHeight(1); }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter(this).fillRect(rect(), tokensOf(this).color(ColorRole::Border));
    }
};

QPushButton *makeRole(const QString &text, QStringView iconName, const char *role)
{
    QPushButton *button = makeButton(text, iconName);
    button->setProperty("role", QString::fromLatin1(role));
    return button;
}

} // namespace

QLabel *makeLabel(const QString &text, TypeRole type, ColorRole color)
{
    auto *label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    setTypeRole(label, type);
    if (color != ColorRole::Text)
        setTextRole(label, color);
    return label;
}

QLabel *makeWrapped(const QString &text, TypeRole type, ColorRole color)
{
    QLabel *label = makeLabel(text, type, color);
    label->setWordWrap(true);
    label->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    return label;
}

QLabel *makeIcon(QStringView name, ColorRole color, int size)
{
    return new IconLabel(name, color, size);
}

QPushButton *makeButton(const QString &text, QStringView iconName)
{
    auto *button = new QPushButton(text);
    button->setAutoDefault(false);
    if (!iconName.isEmpty())
        button->setIcon(icon(iconName));
    return button;
}

QPushButton *makePrimary(const QString &text, QStringView iconName)
{
    return makeRole(text, iconName, "primary");
}

QPushButton *makeDanger(const QString &text, QStringView iconName)
{
    return makeRole(text, iconName, "danger");
}

QPushButton *makeQuiet(const QString &text, QStringView iconName)
{
    return makeRole(text, iconName, "quiet");
}

QPushButton *makeLink(const QString &text, TypeRole type)
{
    QPushButton *button = makeRole(text, {}, "link");
    setTypeRole(button, type);
    button->setCursor(Qt::PointingHandCursor);
    return button;
}

QToolButton *makeIconButton(QStringView iconName, const QString &name, int iconSize)
{
    auto *button = new QToolButton;
    button->setIcon(icon(iconName, ColorRole::Muted));
    button->setIconSize({iconSize, iconSize});
    button->setAccessibleName(name);
    button->setToolTip(name);
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

QString plainToolTip(const QString &text)
{
    return text.isEmpty() ? QString() : QStringLiteral("<span>%1</span>").arg(text.toHtmlEscaped());
}

QFrame *makeSeparator()
{
    return new Separator;
}

void setCompact(QWidget *control)
{
    control->setProperty("compact", true);
    control->updateGeometry();
}

void setInvalid(QWidget *field, bool invalid)
{
    field->setProperty("invalid", invalid);
    field->update();
}

} // namespace warden::ui
