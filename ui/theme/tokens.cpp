// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/tokens.h"

namespace warden::ui {

namespace {

// In the order of ColorRole.
constexpr std::array<QRgb, Tokens::RoleCount> lightColors = {
    0xFFF6F7F9, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFF6F7F9, 0xFFEEF0F4, 0xFFD9DDE5, 0xFF8A93A3, 0xFF1B2130,
    0xFF5A6475, 0xFF9AA3B2, 0xFF2F5FD0, 0xFF2650B5, 0xFFFFFFFF, 0xFFE6EDFC, 0xFF17703F, 0xFFE3F4EA,
    0xFF8F5B00, 0xFFFDF1D8, 0xFFC0303C, 0xFFFCE8E9, 0xFF0B6E8F, 0xFFE1F3F8, 0xFF2F5FD0};

constexpr std::array<QRgb, Tokens::RoleCount> darkColors = {
    0xFF14171D, 0xFF1B1F27, 0xFF232833, 0xFF1B1F27, 0xFF2A303C, 0xFF343B49, 0xFF6E788B, 0xFFE6E9EF,
    0xFFA3ACBC, 0xFF667085, 0xFF7BA2F7, 0xFF97B6FA, 0xFF0E1526, 0xFF24304D, 0xFF5FCB92, 0xFF1B3328,
    0xFFE5B567, 0xFF38301D, 0xFFF2858D, 0xFF3D2327, 0xFF62C2DE, 0xFF1A333C, 0xFF7BA2F7};

constexpr std::array<QRgb, Tokens::SeriesCount> lightSeries = {
    0xFF2F5FD0, 0xFFB3541E, 0xFF17703F, 0xFF8A3FB0, 0xFF0B6E8F, 0xFFA3304F};
constexpr std::array<QRgb, Tokens::SeriesCount> darkSeries = {
    0xFF7BA2F7, 0xFFF0A36B, 0xFF5FCB92, 0xFFC79BF0, 0xFF62C2DE, 0xFFF2858D};

template <std::size_t N>
std::array<QColor, N> colorsFrom(const std::array<QRgb, N> &values)
{
    std::array<QColor, N> colors;
    for (std::size_t i = 0; i < N; ++i)
        colors[i] = QColor::fromRgb(values[i]);
    return colors;
}

} // namespace

const Tokens &Tokens::light()
{
    static const Tokens tokens{false, colorsFrom(lightColors), colorsFrom(lightSeries)};
    return tokens;
}

const Tokens &Tokens::darkScheme()
{
    static const Tokens tokens{true, colorsFrom(darkColors), colorsFrom(darkSeries)};
    return tokens;
}

QColor Tokens::tone(Tone tone) const
{
    return color(toneRole(tone));
}

QColor Tokens::toneSoft(Tone tone) const
{
    return color(toneSoftRole(tone));
}

ColorRole toneRole(Tone tone)
{
    switch (tone) {
    case Tone::Neutral:
        return ColorRole::Muted;
    case Tone::Accent:
        return ColorRole::Accent;
    case Tone::Success:
        return ColorRole::Success;
    case Tone::Warning:
        return ColorRole::Warning;
    case Tone::Danger:
        return ColorRole::Danger;
    case Tone::Info:
        return ColorRole::Info;
    }
    return ColorRole::Muted;
}

ColorRole toneSoftRole(Tone tone)
{
    switch (tone) {
    case Tone::Neutral:
        return ColorRole::Subtle;
    case Tone::Accent:
        return ColorRole::AccentSoft;
    case Tone::Success:
        return ColorRole::SuccessSoft;
    case Tone::Warning:
        return ColorRole::WarningSoft;
    case Tone::Danger:
        return ColorRole::DangerSoft;
    case Tone::Info:
        return ColorRole::InfoSoft;
    }
    return ColorRole::Subtle;
}

} // namespace warden::ui
