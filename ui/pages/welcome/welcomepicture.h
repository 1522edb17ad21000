// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace warden::ui {

/// The drawing at the top of a welcome card, painted from the tokens: sharp at every scale, light and dark.
class WelcomePicture : public QWidget
{
    Q_OBJECT

public:
    enum class Motif { Connect, Create, Explore };

    explicit WelcomePicture(Motif motif, QWidget *parent = nullptr);
    QSize sizeHint() const override { return {360, 128}; }
    QSize minimumSizeHint() const override { return {280, 128}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Motif m_motif;
};

} // namespace warden::ui
