// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/dialog.h"

namespace warden::ui {

/// One thing to do elsewhere, in plain words, with the lines to copy.
struct HowTo {
    struct Part {
        QString text;
        QString lines; ///< commands or settings; empty: none
    };
    QString title;
    QString subtitle;
    QList<Part> parts;
};

class HowToDialog : public Dialog
{
    Q_OBJECT

public:
    explicit HowToDialog(const HowTo &howTo, QWidget *parent = nullptr);
};

} // namespace warden::ui
