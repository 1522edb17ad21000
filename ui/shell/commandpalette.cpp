// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/commandpalette.h"

#include "ui/shell/commandregistry.h"
#include "ui/theme/style.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/fields.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QListView>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

namespace warden::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int paletteWidth = 600, shadow = 12, rowHeight = 40, mostRows = 9;

class PaletteDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override { return {200, rowHeight}; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Tokens &tokens = tokensOf(option.widget);
        const bool on = option.state & QStyle::State_Selected;
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(on ? QBrush(tokens.color(ColorRole::AccentSoft)) : QBrush(Qt::NoBrush));
        painter->drawRoundedRect(option.rect, metric::RadiusControl, metric::RadiusControl);
        QRect line = option.rect.adjusted(space::M, 0, -space::M, 0);
        const QString name = index.data(PaletteModel::IconRole).toString();
        paintIcon(*painter, QRectF(line.left(), line.center().y() - 7, 16, 16), name.isEmpty() ? u"command"_s : name,
            tokens.color(on ? ColorRole::Accent : ColorRole::Muted));
        line.setLeft(line.left() + metric::IconS + space::M);
        painter->setFont(fontFor(TypeRole::Caption));
        painter->setPen(tokens.color(ColorRole::Muted));
        const QString keys = index.data(PaletteModel::ShortcutRole).toString();
        painter->drawText(line, Qt::AlignRight | Qt::AlignVCenter, keys);
        line.setRight(line.right() - painter->fontMetrics().horizontalAdvance(keys) - space::M);
        painter->setFont(fontFor(on ? TypeRole::Strong : TypeRole::Body));
        painter->setPen(tokens.color(ColorRole::Text));
        const QString text = painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, line.width());
        painter->drawText(line, Qt::AlignVCenter, text);
        line.setLeft(line.left() + painter->fontMetrics().horizontalAdvance(text) + space::M);
        painter->setFont(fontFor(TypeRole::Caption));
        painter->setPen(tokens.color(ColorRole::Muted));
        painter->drawText(line, Qt::AlignVCenter,
            painter->fontMetrics().elidedText(index.data(PaletteModel::DetailRole).toString(), Qt::ElideRight,
                line.width()));
        painter->restore();
    }
};

} // namespace

CommandPalette::CommandPalette(CommandRegistry &commands, QWidget *window)
    : QWidget(window), m_commands(commands), m_model(new PaletteModel(this)),
      m_input(new SearchField(tr("Search or run a command"))), m_list(new QListView),
      m_nothing(makeLabel(tr("Nothing is called that."), TypeRole::Body, ColorRole::Muted))
{
    setObjectName(u"shell.palette"_s);
    setAccessibleName(tr("Command palette"));
    m_input->setObjectName(u"shell.palette.input"_s);
    m_list->setObjectName(u"shell.palette.list"_s);
    m_list->setAccessibleName(tr("Found"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new PaletteDelegate(m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setMouseTracking(true);
    m_list->setUniformItemSizes(true);
    m_list->viewport()->setAutoFillBackground(false);
    m_nothing->setMinimumHeight(rowHeight);
    m_nothing->setIndent(space::M);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(shadow + space::S, shadow + space::S, shadow + space::S, shadow + space::S);
    column->setSpacing(space::S);
    column->addWidget(m_input);
    column->addWidget(m_list, 1);
    column->addWidget(m_nothing);
    m_input->installEventFilter(this);
    window->installEventFilter(this);
    connect(m_input, &QLineEdit::textChanged, this, &CommandPalette::ask);
    connect(m_list, &QListView::clicked, this, [this](const QModelIndex &index) { runRow(index.row()); });
    connect(m_list, &QListView::entered, m_list, &QListView::setCurrentIndex);
    m_providers.push_back([this](const QString &) { return commandItems(); });
    hide();
}

void CommandPalette::addProvider(PaletteProvider provider)
{
    m_providers.push_back(std::move(provider));
}

void CommandPalette::open()
{
    if (!isVisible())
        m_before = QApplication::focusWidget();
    m_model->setProviders(m_providers);
    m_input->clear();
    ask({});
    show();
    raise();
    m_input->setFocus(Qt::ShortcutFocusReason);
}

void CommandPalette::dismiss()
{
    hide();
    if (m_before)
        m_before->setFocus(Qt::OtherFocusReason);
}

QList<PaletteItem> CommandPalette::commandItems() const
{
    m_commands.refresh();
    QList<PaletteItem> items;
    const QList<QAction *> actions = m_commands.actions();
    for (QAction *action : actions) {
        if (!action->isEnabled() || !action->isVisible() || action->property("unlisted").toBool())
            continue;
        items << PaletteItem{action->text(), {}, iconName(action->icon()),
            action->shortcut().toString(QKeySequence::NativeText), [action] { action->trigger(); }};
    }
    return items;
}

void CommandPalette::ask(const QString &query)
{
    m_model->setQuery(query);
    const bool any = m_model->rowCount() > 0;
    m_list->setVisible(any);
    m_nothing->setVisible(!any);
    m_list->setCurrentIndex(m_model->index(0));
    place();
}

void CommandPalette::runRow(int row)
{
    dismiss();
    m_model->run(row);
}

bool CommandPalette::steer(QKeyEvent *event)
{
    const int row = m_list->currentIndex().row(), rows = m_model->rowCount();
    const auto move = [&](int to) { m_list->setCurrentIndex(m_model->index(qBound(0, to, rows - 1))); };
    switch (event->key()) {
    case Qt::Key_Down:
        move(row + 1 == rows ? 0 : row + 1);
        return true;
    case Qt::Key_Up:
        move(row == 0 ? rows - 1 : row - 1);
        return true;
    case Qt::Key_PageDown:
        move(row + mostRows);
        return true;
    case Qt::Key_PageUp:
        move(row - mostRows);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (rows > 0)
            runRow(row);
        return true;
    case Qt::Key_Escape:
        dismiss();
        return true;
    default: // typed into the field
        return false;
    }
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_input && event->type() == QEvent::KeyPress && steer(static_cast<QKeyEvent *>(event)))
        return true;
    if (watched == m_input && event->type() == QEvent::FocusOut
        && static_cast<QFocusEvent *>(event)->reason() != Qt::ActiveWindowFocusReason)
        hide();
    if (watched == parentWidget() && event->type() == QEvent::Resize)
        place();
    return QWidget::eventFilter(watched, event);
}

void CommandPalette::place()
{
    const int rows = qBound(1, m_model->rowCount(), mostRows);
    const int width = qMin(paletteWidth, parentWidget()->width() - 2 * space::XL) + 2 * shadow;
    const int height = qMin(rows * rowHeight + metric::Control + 3 * space::S + 2 * shadow,
        parentWidget()->height() - space::XXXL);
    setGeometry((parentWidget()->width() - width) / 2, space::XXXL + space::S - shadow, width, height);
}

void CommandPalette::paintEvent(QPaintEvent *)
{
    const Tokens &tokens = tokensOf(this);
    const QRectF box = QRectF(rect()).adjusted(shadow, shadow, -shadow, -shadow);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(0, 0, 0, tokens.dark ? 12 : 2));
    for (int i = shadow; i > 0; --i)
        painter.drawRoundedRect(box.adjusted(-i, -i + 4, i, qMin(i + 4, shadow)), metric::RadiusCard + i,
            metric::RadiusCard + i);
    painter.setPen(tokens.color(ColorRole::Border));
    painter.setBrush(tokens.color(ColorRole::Raised));
    painter.drawRoundedRect(box.adjusted(.5, .5, -.5, -.5), metric::RadiusCard, metric::RadiusCard);
}

} // namespace warden::ui
