// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/tokens.h"

#include <QWidget>

#include <map>
#include <vector>

class QVBoxLayout;

namespace warden::ui {

class CheckRow;

/// Steps that run one after the other and tell how they went: a connection test, the making of a broker.
class CheckList : public QWidget
{
    Q_OBJECT

public:
    enum class Look { Timeline, Plain };
    enum class State { Pending, Running, Done, Warning, Failed, Skipped };

    /// A line below a step: a right that was found, a file that was written.
    struct Detail {
        Tone tone = Tone::Success;
        QString text;
        QString caption;
        QString link; ///< text of a link; linkActivated() tells which
    };

    explicit CheckList(Look look, QWidget *parent = nullptr);

    void addStep(const QString &id, const QString &title);
    void setStep(const QString &id, State state, const QString &text = {}, const QString &note = {});
    void setDetails(const QString &id, const std::vector<Detail> &details);
    State state(const QString &id) const;
    void reset(); ///< all pending, texts gone
    void clear();

signals:
    void linkActivated(const QString &id, int detail);

private:
    Look m_look;
    QVBoxLayout *m_layout;
    std::map<QString, CheckRow *> m_rows;
    CheckRow *m_last = nullptr;
};

} // namespace warden::ui
