// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/notificationpopup.h"

#include "ui/shell/notificationcenter.h"
#include "ui/theme/style.h"
#include "ui/widgets/controls.h"

#include <QLabel>
#include <QListView>
#include <QLocale>
#include <QPainter>
#include <QPushButton>
#include <QScreen>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

namespace warden::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int popupWidth = 380, popupHeight = 420;

class NoticeDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const override
    {
        return {popupWidth - 2, index.data(NotificationCenter::DetailRole).toString().isEmpty() ? 40 : 56};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Tokens &tokens = tokensOf(option.widget);
        const auto tone = Tone(index.data(NotificationCenter::ToneRole).toInt());
        painter->save();
        if (option.state & (QStyle::State_Selected | QStyle::State_MouseOver))
            painter->fillRect(option.rect, tokens.color(ColorRole::Subtle));
        const QRect box = option.rect.adjusted(space::L, space::S, -space::L, -space::S);
        const QString name = tone == Tone::Success ? u"check"_s
            : tone == Tone::Danger || tone == Tone::Warning ? u"warning"_s
                                                            : u"info"_s;
        paintIcon(*painter, QRectF(box.left(), box.top() + 3, 16, 16), name, tokens.tone(tone));
        QRect line(box.left() + metric::IconS + space::M, box.top(), 0, 22);
        line.setRight(box.right());
        painter->setFont(fontFor(TypeRole::Caption));
        painter->setPen(tokens.color(ColorRole::Muted));
        const QString time = QLocale().toString(
            index.data(NotificationCenter::TimeRole).toDateTime().toLocalTime().time(), u"HH:mm"_s);
        painter->drawText(line, Qt::AlignRight | Qt::AlignVCenter, time);
        const QString detail = index.data(NotificationCenter::DetailRole).toString();
        painter->drawText(line.translated(0, 19), Qt::AlignVCenter,
            painter->fontMetrics().elidedText(detail, Qt::ElideRight, line.width()));
        line.setRight(line.right() - painter->fontMetrics().horizontalAdvance(time) - space::S);
        painter->setFont(fontFor(TypeRole::Body));
        painter->setPen(tokens.color(ColorRole::Text));
        painter->drawText(line, Qt::AlignVCenter,
            painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, line.width()));
        painter->restore();
    }
};

} // namespace

NotificationPopup::NotificationPopup(NotificationCenter &notices, QWidget *parent)
    : QWidget(parent, Qt::Popup), m_notices(notices), m_list(new QListView),
      m_nothing(makeLabel(tr("Nothing has happened yet."), TypeRole::Body, ColorRole::Muted))
{
    setObjectName(u"shell.notices"_s);
    setAccessibleName(tr("Notifications"));
    m_list->setObjectName(u"shell.notices.list"_s);
    m_list->setAccessibleName(tr("Notifications"));
    m_list->setModel(&notices);
    m_list->setItemDelegate(new NoticeDelegate(m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->viewport()->setAutoFillBackground(false);
    m_nothing->setAlignment(Qt::AlignCenter);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(space::L, space::S, space::S, 0);
    head->addWidget(makeLabel(tr("Notifications"), TypeRole::Strong), 1);
    QPushButton *clear = makeQuiet(tr("Clear all"));
    clear->setObjectName(u"shell.notices.clear"_s);
    head->addWidget(clear);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 1, space::S);
    column->setSpacing(space::S);
    column->addLayout(head);
    column->addWidget(m_list, 1);
    column->addWidget(m_nothing, 1);
    resize(popupWidth, popupHeight);
    connect(clear, &QPushButton::clicked, this, [this] {
        m_notices.clear();
        showRows();
    });
    connect(m_list, &QListView::activated, this, [this](const QModelIndex &index) {
        hide();
        m_notices.runAction(index.row());
    });
}

void NotificationPopup::openBelow(const QWidget *bell)
{
    showRows();
    const QRect room = bell->screen()->availableGeometry().adjusted(space::S, space::S, -space::S, -space::S);
    const QPoint corner = bell->mapToGlobal(QPoint(bell->width() - width(), bell->height() + space::XS));
    move(qMax(room.left(), qMin(corner.x(), room.right() - width())),
        qMax(room.top(), qMin(corner.y(), room.bottom() - height())));
    show();
    m_list->setFocus(Qt::PopupFocusReason);
    m_notices.markRead();
}

void NotificationPopup::showRows()
{
    const bool any = m_notices.rowCount() > 0;
    m_list->setVisible(any);
    m_nothing->setVisible(!any);
}

void NotificationPopup::paintEvent(QPaintEvent *)
{
    const Tokens &tokens = tokensOf(this);
    QPainter painter(this);
    painter.fillRect(rect(), tokens.color(ColorRole::Raised));
    painter.setPen(tokens.color(ColorRole::Border));
    painter.drawRect(QRectF(rect()).adjusted(.5, .5, -.5, -.5));
}

} // namespace warden::ui
