// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/page.h"
#include "ui/widgets/panel.h"

#include <QHash>

class QButtonGroup;
class QVBoxLayout;

namespace warden::ui {

class NavButton;

/// The pages at the left of the window; 220 wide, or 56 with icons only.
class Sidebar : public Panel
{
    Q_OBJECT

public:
    explicit Sidebar(QWidget *parent = nullptr);

    void addEntry(const Page::Description &page);
    void addBottomEntry(const Page::Description &page); ///< below the rest, like Settings
    void setCurrent(const QString &id); ///< none is marked when \a id has no entry
    void setBadge(const QString &id, int count);
    void setEntryEnabled(const QString &id, bool enabled);
    void setEntryTitle(const QString &id, const QString &title);
    void setCollapsed(bool collapsed);
    bool isCollapsed() const { return m_collapsed; }

signals:
    void chosen(const QString &id);

private:
    NavButton *makeEntry(const Page::Description &page);

    QButtonGroup *m_group;
    QHash<QString, NavButton *> m_entries;
    class Brand *m_brand;
    QVBoxLayout *m_top;
    QVBoxLayout *m_bottom;
    bool m_collapsed = false;
};

} // namespace warden::ui
