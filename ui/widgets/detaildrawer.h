// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/panel.h"

class QLabel;

namespace warden::ui {

class ElidedLabel;

/// The column at the right of a page that tells about the chosen row; Esc or the cross closes it.
class DetailDrawer : public Panel
{
    Q_OBJECT

public:
    explicit DetailDrawer(QWidget *parent = nullptr);

    void setHeading(const QString &title, const QString &subtitle = {});
    QVBoxLayout *body() const { return m_body; }
    void clearBody();

signals:
    void closed();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    ElidedLabel *m_title;
    ElidedLabel *m_subtitle;
    QVBoxLayout *m_body;
};

} // namespace warden::ui
