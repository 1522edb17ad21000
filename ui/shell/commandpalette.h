// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/palettemodel.h"

#include <QPointer>
#include <QWidget>

class QLabel;
class QLineEdit;
class QListView;

namespace warden::ui {

class CommandRegistry;

/// Every action and every object by a few letters; lies over the window while it is asked.
class CommandPalette : public QWidget
{
    Q_OBJECT

public:
    CommandPalette(CommandRegistry &commands, QWidget *window);

    /// Objects (users, clients, topics, certificates) or the actions of the page in front.
    void addProvider(PaletteProvider provider);
    void open();
    void dismiss();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    QList<PaletteItem> commandItems() const;
    bool steer(QKeyEvent *event);
    void ask(const QString &query);
    void runRow(int row);
    void place();

    CommandRegistry &m_commands;
    std::vector<PaletteProvider> m_providers;
    PaletteModel *m_model;
    QLineEdit *m_input;
    QListView *m_list;
    QLabel *m_nothing;
    QPointer<QWidget> m_before; ///< had the focus before
};

} // namespace warden::ui
