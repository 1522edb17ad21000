// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>

#include <array>

namespace warden::ui {

enum class ColorRole {
    Window, Surface, Raised, Sunken, Subtle, Border, BorderStrong, Text, Muted, Disabled,
    Accent, AccentHover, OnAccent, AccentSoft, Success, SuccessSoft, Warning, WarningSoft,
    Danger, DangerSoft, Info, InfoSoft, Focus
};

/// What a chip, a toast or a row tells by colour; icon and word say the same.
enum class Tone { Neutral, Accent, Success, Warning, Danger, Info };

/// The colours of one scheme; every painted pixel of the program takes its colour from here.
struct Tokens {
    static constexpr int RoleCount = int(ColorRole::Focus) + 1;
    static constexpr int SeriesCount = 6;

    bool dark = false;
    std::array<QColor, RoleCount> colors;
    std::array<QColor, SeriesCount> series;

    QColor color(ColorRole role) const { return colors[std::size_t(role)]; }
    QColor tone(Tone tone) const;
    QColor toneSoft(Tone tone) const;

    static const Tokens &light();
    static const Tokens &darkScheme();
};

ColorRole toneRole(Tone tone);
ColorRole toneSoftRole(Tone tone);

namespace space {
inline constexpr int XXS = 2, XS = 4, S = 8, M = 12, L = 16, XL = 24, XXL = 32, XXXL = 48;
}

namespace metric {
inline constexpr int RadiusChip = 4, RadiusControl = 6, RadiusCard = 10;
inline constexpr int Control = 32, ControlCompact = 28, Row = 34, RowCompact = 28, RowTall = 44;
inline constexpr int Sidebar = 220, SidebarCollapsed = 56, Header = 52, Drawer = 360;
inline constexpr int PagePadding = 24, CardPadding = 16, FormWidth = 640;
inline constexpr int IconS = 16, IconM = 20, IconL = 24, IconXL = 48;
inline constexpr int FocusRing = 2, FocusGap = 1, MotionMs = 120;
}

} // namespace warden::ui
