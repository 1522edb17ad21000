// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/tokens.h"

#include <QObject>

#include <memory>

class QApplication;

namespace warden::ui {

class SystemScheme;
class WardenStyle;

/// Dresses the application: fonts, style and palette, light or dark, switched at run time. Made once, by the
/// composition root, before the first widget.
class Theme : public QObject
{
    Q_OBJECT

public:
    enum class Mode { System, Light, Dark };

    explicit Theme(QApplication &app, Mode mode = Mode::System);
    ~Theme() override;

    Mode mode() const { return m_mode; }
    void setMode(Mode mode);
    bool isDark() const { return tokens().dark; }
    const Tokens &tokens() const;

signals:
    void changed();

private:
    void apply();

    QApplication &m_app;
    Mode m_mode;
    std::unique_ptr<SystemScheme> m_system;
    WardenStyle *m_style; // owned by the application
};

} // namespace warden::ui
