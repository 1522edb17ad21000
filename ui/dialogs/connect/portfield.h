// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>

namespace warden::ui {

/// A port number, with the word before it inside the field.
class PortField : public QLineEdit
{
    Q_OBJECT

public:
    explicit PortField(QWidget *parent = nullptr);

    quint16 port() const; ///< 0 when what stands there is no port
    void setPort(quint16 port);

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace warden::ui
