// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/theme.h"

#include "ui/theme/icons.h"
#include "ui/theme/style.h"
#include "ui/theme/systemscheme.h"
#include "ui/theme/type.h"

#include <QApplication>
#include <QEvent>
#include <QWidget>

namespace warden::ui {

namespace {

const Tokens &choose(Theme::Mode mode, const SystemScheme *system)
{
    const bool dark = mode == Theme::Mode::Dark || (mode == Theme::Mode::System && system && system->isDark());
    return dark ? Tokens::darkScheme() : Tokens::light();
}

void setPalettes(const Tokens &tokens)
{
    const QPalette palette = paletteFrom(tokens);
    QApplication::setPalette(palette);
    // Selected rows are tinted, selected text is filled.
    QPalette rows = palette;
    rows.setColor(QPalette::Highlight, tokens.color(ColorRole::AccentSoft));
    rows.setColor(QPalette::HighlightedText, tokens.color(ColorRole::Text));
    QApplication::setPalette(rows, "QAbstractItemView");
}

} // namespace

Theme::Theme(QApplication &app, Mode mode) : m_app(app), m_mode(mode), m_style(nullptr)
{
    loadFonts();
    if (mode == Mode::System)
        m_system = std::make_unique<SystemScheme>();
    m_style = new WardenStyle(choose(mode, m_system.get()));
    m_app.setStyle(m_style);
    m_app.setFont(fontFor(TypeRole::Body));
    setPalettes(m_style->tokens());
    if (m_system)
        connect(m_system.get(), &SystemScheme::changed, this, &Theme::apply);
}

Theme::~Theme() = default;

const Tokens &Theme::tokens() const
{
    return m_style->tokens();
}

void Theme::setMode(Mode mode)
{
    m_mode = mode;
    if (mode == Mode::System && !m_system) {
        m_system = std::make_unique<SystemScheme>();
        connect(m_system.get(), &SystemScheme::changed, this, &Theme::apply);
    }
    apply();
}

void Theme::apply()
{
    const Tokens &next = choose(m_mode, m_system.get());
    if (&next == &m_style->tokens())
        return;
    m_style->setTokens(next);
    setPalettes(next);
    const QWidgetList widgets = QApplication::allWidgets();
    // Qt hands the palette on with the next turn of the event loop: whoever grabs a picture now wants it now.
    QEvent event(QEvent::ApplicationPaletteChange);
    for (QWidget *widget : widgets)
        QCoreApplication::sendEvent(widget, &event);
    for (QWidget *widget : widgets) {
        if (widget->property("textRole").isValid())
            m_style->polish(widget);
        widget->update();
    }
    emit changed();
}

} // namespace warden::ui
