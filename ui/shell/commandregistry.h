// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QHash>
#include <QKeySequence>
#include <QList>
#include <QObject>

#include <functional>

class QMenu;

namespace warden::ui {

/// One thing that the program can do.
struct Command {
    QString id; ///< stable: "broker.connect"
    QString text;
    QString icon;
    QKeySequence shortcut;
    std::function<bool()> enabledWhen; ///< none: always
    std::function<void()> handler;
};

/// All commands of the window: menus, palette, shortcuts and buttons are made from here.
class CommandRegistry : public QObject
{
    Q_OBJECT

public:
    explicit CommandRegistry(QWidget *window);

    QAction *add(const Command &command); ///< a second one with the same id takes the place of the first
    QAction *action(const QString &id) const;
    QList<QAction *> actions() const; ///< in the order in which they were added
    void refresh();                   ///< asks every enabledWhen again
    void fill(QMenu &menu, const QStringList &ids) const;

private:
    QWidget *m_window;
    QList<QAction *> m_actions;
    QHash<QAction *, std::function<bool()>> m_conditions;
};

} // namespace warden::ui
