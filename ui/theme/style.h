// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/tokens.h"

#include <QProxyStyle>

namespace warden::ui {

/// Draws every standard control from the tokens, on top of Fusion. Buttons are varied by the dynamic property
/// "role": "primary", "danger", "quiet", "link"; a field with the property "invalid" gets a red frame; "compact" lowers it.
class WardenStyle : public QProxyStyle
{
    Q_OBJECT

public:
    explicit WardenStyle(const Tokens &tokens);

    const Tokens &tokens() const { return *m_tokens; }
    void setTokens(const Tokens &tokens) { m_tokens = &tokens; }
    QPalette standardPalette() const override;

    using QProxyStyle::polish;
    void polish(QWidget *widget) override;
    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
        const QWidget *widget = nullptr) const override;
    void drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
        const QWidget *widget = nullptr) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
        const QWidget *widget = nullptr) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
        const QWidget *widget = nullptr) const override;
    QRect subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget = nullptr) const override;
    QRect subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl sub,
        const QWidget *widget = nullptr) const override;
    int pixelMetric(PixelMetric metric, const QStyleOption *option = nullptr,
        const QWidget *widget = nullptr) const override;
    int styleHint(StyleHint hint, const QStyleOption *option = nullptr, const QWidget *widget = nullptr,
        QStyleHintReturn *data = nullptr) const override;
    QIcon standardIcon(StandardPixmap standard, const QStyleOption *option = nullptr,
        const QWidget *widget = nullptr) const override;

private:
    const Tokens *m_tokens;
};

/// The tokens in force where \a widget lives; light ones if another style is at work.
const Tokens &tokensOf(const QWidget *widget);

QPalette paletteFrom(const Tokens &tokens);

} // namespace warden::ui
