// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/commandregistry.h"

#include "ui/theme/icons.h"

#include <QMenu>

namespace warden::ui {

CommandRegistry::CommandRegistry(QWidget *window) : QObject(window), m_window(window) { }

QAction *CommandRegistry::add(const Command &command)
{
    if (QAction *old = action(command.id)) {
        m_actions.removeOne(old);
        m_conditions.remove(old);
        delete old;
    }
    auto *action = new QAction(command.text, m_window);
    action->setObjectName(command.id);
    action->setShortcut(command.shortcut);
    if (!command.icon.isEmpty())
        action->setIcon(icon(command.icon, ColorRole::Muted));
    if (command.enabledWhen) {
        m_conditions.insert(action, command.enabledWhen);
        action->setEnabled(command.enabledWhen());
    }
    connect(action, &QAction::triggered, this, [handler = command.handler] { handler(); });
    m_window->addAction(action);
    m_actions << action;
    return action;
}

QAction *CommandRegistry::action(const QString &id) const
{
    for (QAction *action : m_actions)
        if (action->objectName() == id)
            return action;
    return nullptr;
}

QList<QAction *> CommandRegistry::actions() const
{
    return m_actions;
}

void CommandRegistry::refresh()
{
    for (auto condition = m_conditions.cbegin(); condition != m_conditions.cend(); ++condition)
        condition.key()->setEnabled(condition.value()());
}

void CommandRegistry::fill(QMenu &menu, const QStringList &ids) const
{
    for (const QString &id : ids) {
        if (id.isEmpty())
            menu.addSeparator();
        else if (QAction *known = action(id))
            menu.addAction(known);
    }
}

} // namespace warden::ui
