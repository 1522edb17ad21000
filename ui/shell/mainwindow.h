// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/brokerstatus.h"
#include "ui/widgets/page.h"

#include <QMainWindow>

#include <functional>
#include <map>

class QSettings;
class QStackedWidget;
class QVBoxLayout;

namespace warden::ui {

class CommandPalette;
class CommandRegistry;
class HeaderBar;
class NotificationCenter;
class NotificationPopup;
class Sidebar;
class ToastHost;

/// The frame: navigation, header, pages, palette, toasts. Knows no session; the composition root wires its signals.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    enum class Place { Navigation, Bottom, Hidden }; ///< Hidden: reached by showPage() only, like the welcome page
    using MakePage = std::function<Page *()>;

    MainWindow(QSettings &settings, NotificationCenter &notices, QWidget *parent = nullptr);
    ~MainWindow() override;

    /// \a make runs when the page is first shown; the window owns what it makes.
    void addPage(const Page::Description &description, Place place, MakePage make);
    void showPage(const QString &id);
    QString currentPage() const { return m_current; }
    Page *page(const QString &id) const; ///< null while it was never shown
    void setPageEnabled(const QString &id, bool enabled);

    void setBrokers(const QList<BrokerEntry> &brokers);
    void setStatus(const BrokerStatus &status);
    void setBrokerCommands(const QStringList &ids); ///< below the brokers in the switcher; "" is a line
    void setDock(QWidget *dock);                    ///< under the content: the plan bar

    CommandRegistry &commands() const { return *m_commands; }
    CommandPalette &commandPalette() const { return *m_palette; }

signals:
    void brokerChosen(const QString &id);
    void lockClicked();
    void stateClicked();
    void pageShown(const QString &id);

protected:
    void closeEvent(QCloseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    struct Entry {
        Page::Description description;
        MakePage make;
        Page *page = nullptr;
        bool enabled = true;
    };

    void addStandardCommands();
    void addPageCommand(const Page::Description &description, int number);
    Page *ensure(Entry &entry);
    Page *currentWidget() const;
    void openBrokerMenu();
    void openNotices();
    void toggleSidebar();
    void updateTitle();
    void restore();

    QSettings &m_settings;
    NotificationCenter &m_notices;
    CommandRegistry *m_commands;
    CommandPalette *m_palette = nullptr;
    Sidebar *m_sidebar;
    HeaderBar *m_header;
    QStackedWidget *m_stack;
    QVBoxLayout *m_column;
    ToastHost *m_toasts;
    NotificationPopup *m_popup = nullptr; ///< made when first opened
    std::map<QString, Entry> m_pages;
    QString m_current;
    QList<BrokerEntry> m_brokers;
    QStringList m_brokerCommands;
    BrokerStatus m_status;
    int m_numbered = 0;
    bool m_wantsCollapsed = false;
};

} // namespace warden::ui
