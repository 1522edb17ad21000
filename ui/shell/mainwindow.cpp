// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/mainwindow.h"

#include "ui/shell/commandpalette.h"
#include "ui/shell/commandregistry.h"
#include "ui/shell/headerbar.h"
#include "ui/shell/notificationcenter.h"
#include "ui/shell/notificationpopup.h"
#include "ui/shell/sidebar.h"
#include "ui/theme/icons.h"

#include <QCloseEvent>
#include <QMenu>
#include <QScreen>
#include <QSettings>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace warden::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int autoCollapse = 900;

const QString geometryKey = u"window/geometry"_s;
const QString collapsedKey = u"window/sidebarCollapsed"_s;

// Menu texts take "&" for a mnemonic: a broker's name is outside text.
QString menuText(const QString &text)
{
    return QString(text).replace(u'&', u"&&"_s);
}

} // namespace

MainWindow::MainWindow(QSettings &settings, NotificationCenter &notices, QWidget *parent)
    : QMainWindow(parent), m_settings(settings), m_notices(notices), m_commands(new CommandRegistry(this)),
      m_sidebar(new Sidebar), m_header(new HeaderBar), m_stack(new QStackedWidget), m_column(new QVBoxLayout)
{
    setObjectName(u"shell"_s);
    setWindowIcon(icon(u"mqtt-warden"));
    setMinimumSize(560, 400);
    auto *central = new QWidget;
    auto *row = new QHBoxLayout(central);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_sidebar);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(0);
    m_column->addWidget(m_header);
    m_column->addWidget(m_stack, 1);
    row->addLayout(m_column, 1);
    setCentralWidget(central);
    m_toasts = new ToastHost(central);
    m_palette = new CommandPalette(*m_commands, central);
    m_palette->addProvider([this](const QString &) {
        QList<PaletteItem> items;
        if (const Page *front = currentWidget())
            for (QAction *action : front->actions())
                if (action->isEnabled() && action->isVisible())
                    items << PaletteItem{action->text(), front->description().title, iconName(action->icon()),
                        action->shortcut().toString(QKeySequence::NativeText), [action] { action->trigger(); }};
        return items;
    });

    connect(m_sidebar, &Sidebar::chosen, this, &MainWindow::showPage);
    connect(m_header, &HeaderBar::brokerClicked, this, &MainWindow::openBrokerMenu);
    connect(m_header, &HeaderBar::lockClicked, this, &MainWindow::lockClicked);
    connect(m_header, &HeaderBar::stateClicked, this, &MainWindow::stateClicked);
    connect(m_header, &HeaderBar::searchClicked, m_palette, &CommandPalette::open);
    connect(m_header, &HeaderBar::bellClicked, this, &MainWindow::openNotices);
    connect(&m_notices, &NotificationCenter::unreadChanged, m_header, &HeaderBar::setUnread);
    connect(&m_notices, &NotificationCenter::posted, m_toasts, &ToastHost::show);
    addStandardCommands();
    updateTitle();
    restore();
}

MainWindow::~MainWindow() = default;

void MainWindow::addStandardCommands()
{
    QAction *open = m_commands->add({u"shell.palette"_s, tr("Search or run a command"), u"search"_s,
        QKeySequence(Qt::CTRL | Qt::Key_K), {}, [this] { m_palette->open(); }});
    open->setProperty("unlisted", true);
    m_header->setSearchShortcut(open->shortcut().toString(QKeySequence::NativeText).replace(u'+', u' '));
    m_commands->add({u"shell.refresh"_s, tr("Refresh the page"), u"refresh"_s, QKeySequence(Qt::Key_F5), {}, [this] {
        if (Page *front = currentWidget())
            front->refresh();
    }});
    m_commands->add({u"shell.filter"_s, tr("Filter on this page"), u"filter"_s, QKeySequence(Qt::CTRL | Qt::Key_F), {},
        [this] {
            if (Page *front = currentWidget())
                front->focusFilter();
        }});
    m_commands->add({u"shell.sidebar"_s, tr("Show or hide the names of the pages"), u"sidebar"_s,
        QKeySequence(Qt::CTRL | Qt::Key_B), {}, [this] { toggleSidebar(); }});
    m_commands->add({u"shell.notices"_s, tr("Show notifications"), u"bell"_s, QKeySequence(), {},
        [this] { openNotices(); }});
    m_commands->add({u"shell.quit"_s, tr("Quit"), u"power"_s, QKeySequence(Qt::CTRL | Qt::Key_Q), {},
        [this] { close(); }});
}

void MainWindow::addPage(const Page::Description &description, Place place, MakePage make)
{
    m_pages[description.id] = {description, std::move(make), nullptr, true};
    if (place == Place::Hidden)
        return;
    if (place == Place::Navigation)
        m_sidebar->addEntry(description);
    else
        m_sidebar->addBottomEntry(description);
    m_sidebar->setCollapsed(m_sidebar->isCollapsed());
    addPageCommand(description, place == Place::Navigation ? ++m_numbered : 0);
}

void MainWindow::addPageCommand(const Page::Description &description, int number)
{
    QKeySequence keys;
    if (number >= 1 && number <= 9)
        keys = QKeySequence(int(Qt::CTRL) | (Qt::Key_0 + number));
    else if (number == 0)
        keys = QKeySequence(Qt::CTRL | Qt::Key_Comma);
    m_commands->add({u"go."_s + description.id, tr("Go to %1").arg(description.title), description.icon, keys,
        [this, id = description.id] { return m_pages[id].enabled; },
        [this, id = description.id] { showPage(id); }});
}

Page *MainWindow::ensure(Entry &entry)
{
    if (!entry.page) {
        entry.page = entry.make();
        m_stack->addWidget(entry.page);
        const QString id = entry.description.id;
        m_sidebar->setBadge(id, entry.page->badge());
        connect(entry.page, &Page::badgeChanged, m_sidebar, [this, id](int count) { m_sidebar->setBadge(id, count); });
    }
    return entry.page;
}

void MainWindow::showPage(const QString &id)
{
    const auto entry = m_pages.find(id);
    if (entry == m_pages.end() || !entry->second.enabled)
        return;
    m_stack->setCurrentWidget(ensure(entry->second));
    m_sidebar->setCurrent(id);
    if (m_current == id)
        return;
    m_current = id;
    updateTitle();
    emit pageShown(id);
}

Page *MainWindow::page(const QString &id) const
{
    const auto entry = m_pages.find(id);
    return entry == m_pages.end() ? nullptr : entry->second.page;
}

Page *MainWindow::currentWidget() const
{
    return page(m_current);
}

void MainWindow::setPageEnabled(const QString &id, bool enabled)
{
    const auto entry = m_pages.find(id);
    if (entry == m_pages.end())
        return;
    entry->second.enabled = enabled;
    m_sidebar->setEntryEnabled(id, enabled);
    m_commands->refresh();
}

void MainWindow::setBrokers(const QList<BrokerEntry> &brokers)
{
    m_brokers = brokers;
}

void MainWindow::setStatus(const BrokerStatus &status)
{
    m_status = status;
    m_header->setStatus(status);
    m_commands->refresh();
    updateTitle();
}

void MainWindow::setBrokerCommands(const QStringList &ids)
{
    m_brokerCommands = ids;
}

void MainWindow::setDock(QWidget *dock)
{
    m_column->addWidget(dock);
}

void MainWindow::openBrokerMenu()
{
    m_commands->refresh();
    auto *menu = new QMenu(this);
    menu->setObjectName(u"shell.broker.menu"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const BrokerEntry &broker : std::as_const(m_brokers)) {
        QAction *action = menu->addAction(icon(u"server", ColorRole::Muted),
            menuText(broker.name) + u'\t' + menuText(broker.address));
        action->setCheckable(true);
        action->setChecked(broker.id == m_status.id);
        connect(action, &QAction::triggered, this, [this, id = broker.id] { emit brokerChosen(id); });
    }
    if (!m_brokers.isEmpty())
        menu->addSeparator();
    m_commands->fill(*menu, m_brokerCommands);
    const QWidget *button = m_header->brokerButton();
    menu->popup(button->mapToGlobal(QPoint(0, button->height() + 4)));
}

void MainWindow::openNotices()
{
    if (!m_popup)
        m_popup = new NotificationPopup(m_notices, this);
    m_popup->openBelow(m_header->bell());
}

void MainWindow::toggleSidebar()
{
    m_wantsCollapsed = !m_sidebar->isCollapsed();
    m_sidebar->setCollapsed(m_wantsCollapsed);
}

void MainWindow::updateTitle()
{
    setWindowTitle(m_status.name.isEmpty() ? u"MQTT Warden"_s : tr("%1 – MQTT Warden").arg(m_status.name));
}

void MainWindow::restore()
{
    if (!restoreGeometry(m_settings.value(geometryKey).toByteArray()))
        resize(QSize(1440, 900).boundedTo(screen()->availableGeometry().size()));
    m_wantsCollapsed = m_settings.value(collapsedKey, false).toBool();
    m_sidebar->setCollapsed(m_wantsCollapsed);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    m_settings.setValue(geometryKey, saveGeometry());
    m_settings.setValue(collapsedKey, m_wantsCollapsed);
    QMainWindow::closeEvent(event);
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    const bool wasNarrow = event->oldSize().width() >= 0 && event->oldSize().width() < autoCollapse;
    const bool narrow = width() < autoCollapse;
    if (narrow != wasNarrow)
        m_sidebar->setCollapsed(narrow || m_wantsCollapsed);
}

void MainWindow::keyPressEvent(QKeyEvent *event)
{
    // Reaches the window only when nothing nearer to the focus had a use for it.
    if (event->key() == Qt::Key_Escape && currentWidget())
        currentWidget()->clear();
    else
        QMainWindow::keyPressEvent(event);
}

} // namespace warden::ui
