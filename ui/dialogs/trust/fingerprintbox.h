// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/panel.h"

#include <array>

class QLabel;
class QLineEdit;

namespace warden::ui {

/// A fingerprint in sixteen groups, with a field that compares it with one pasted from the broker.
class FingerprintBox : public Card
{
    Q_OBJECT

public:
    enum class Comparison { None, NotOne, Different, Equal };

    explicit FingerprintBox(QWidget *parent = nullptr);

    void setCertificate(const QString &name, const QByteArray &sha256);
    Comparison comparison() const { return m_comparison; }

signals:
    void compared(warden::ui::FingerprintBox::Comparison comparison);
    void helpWanted();

private:
    QWidget *buildGroups();
    void compare();

    QByteArray m_sha256;
    Comparison m_comparison = Comparison::None;
    QLabel *m_title;
    QWidget *m_groups;
    std::array<QLabel *, 16> m_labels {};
    QLineEdit *m_paste;
    class StatusChip *m_result;
};

} // namespace warden::ui
