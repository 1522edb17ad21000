// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QScrollArea;
class QStackedWidget;
class QVBoxLayout;

namespace warden::ui {

/// One page of the window: heading, actions, content, and a state shown instead of the content when there is
/// nothing to show. QActions added with addAction() become commands of the palette while the page is in front.
class Page : public QWidget
{
    Q_OBJECT

public:
    struct Description {
        QString id; ///< stable: names the navigation entry "shell.nav.<id>"
        QString title;
        QString subtitle;
        QString icon;
    };

    explicit Page(const Description &description, QWidget *parent = nullptr);

    const Description &description() const { return m_description; }
    int badge() const { return m_badge; }

    virtual void refresh() { }     ///< F5
    virtual void focusFilter() { } ///< Ctrl+F
    virtual void clear() { }       ///< Esc

signals:
    void badgeChanged(int count);
    void titleChanged();

protected:
    QVBoxLayout *content() const { return m_content; }
    QHBoxLayout *headerActions() const { return m_actions; }
    void setHeading(const QString &title, const QString &subtitle);
    void setHeaderVisible(bool visible);
    void setContentMargins(const QMargins &margins);
    void setBadge(int count);
    void showInstead(QWidget *state); ///< takes the widget; an EmptyState or a Skeleton
    void showContent();
    void setDrawer(QWidget *drawer);

private:
    Description m_description;
    int m_badge = 0;
    QWidget *m_header;
    QLabel *m_title;
    QLabel *m_subtitle;
    QHBoxLayout *m_actions;
    QStackedWidget *m_stack;
    QScrollArea *m_scroll;
    QWidget *m_column;
    QVBoxLayout *m_content;
    QHBoxLayout *m_row;
    QWidget *m_state = nullptr;
};

} // namespace warden::ui
