// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/datatable.h"

#include "ui/theme/icons.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QMenu>
#include <QSettings>

namespace warden::ui {

using namespace Qt::StringLiterals;

namespace {

QString csvField(QString text)
{
    // A spreadsheet would run these as a formula.
    bool number = false;
    text.toDouble(&number);
    if (!number && !text.isEmpty() && u"=+-@\t\r"_s.contains(text.at(0)))
        text.prepend(u'\'');
    if (!text.contains(u'"') && !text.contains(u',') && !text.contains(u'\n') && !text.contains(u'\r'))
        return text;
    return u'"' + text.replace(u'"', u"\"\""_s) + u'"';
}

} // namespace

DataTable::DataTable(const QString &accessibleName, QWidget *parent) : QTableView(parent)
{
    setAccessibleName(accessibleName);
    setShowGrid(false);
    setFrameShape(QFrame::NoFrame);
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setHorizontalScrollMode(ScrollPerPixel);
    setVerticalScrollMode(ScrollPerPixel);
    setWordWrap(false);
    setSortingEnabled(true);
    setTabKeyNavigation(false);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    setRowHeight(metric::Row);
    QHeaderView *columns = horizontalHeader();
    columns->setHighlightSections(false);
    columns->setSectionsMovable(true);
    columns->setStretchLastSection(true);
    columns->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    columns->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(columns, &QWidget::customContextMenuRequested, this, &DataTable::showColumnMenu);
    connect(this, &QAbstractItemView::doubleClicked, this, &DataTable::rowActivated);
}

DataTable::~DataTable()
{
    saveState();
}

void DataTable::setRowHeight(int height)
{
    verticalHeader()->setMinimumSectionSize(height);
    verticalHeader()->setDefaultSectionSize(height);
}

void DataTable::setStretchColumn(int column)
{
    horizontalHeader()->setStretchLastSection(false);
    horizontalHeader()->setSectionResizeMode(column, QHeaderView::Stretch);
}

void DataTable::keepState(QSettings &settings)
{
    m_settings = &settings;
    const QByteArray state = settings.value(u"tables/"_s + objectName()).toByteArray();
    if (!state.isEmpty())
        horizontalHeader()->restoreState(state);
}

void DataTable::saveState()
{
    if (m_settings && model())
        m_settings->setValue(u"tables/"_s + objectName(), horizontalHeader()->saveState());
}

QString DataTable::selectionAsCsv() const
{
    if (!model())
        return {};
    QList<int> columns;
    for (int visual = 0; visual < horizontalHeader()->count(); ++visual)
        if (const int column = horizontalHeader()->logicalIndex(visual); !isColumnHidden(column))
            columns << column;
    const auto line = [&columns](const auto &field) {
        QStringList fields;
        for (const int column : columns)
            fields << csvField(field(column));
        return QString(fields.join(u',') + u"\r\n"_s);
    };
    QString csv = line([this](int column) { return model()->headerData(column, Qt::Horizontal).toString(); });
    QModelIndexList rows = selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end());
    for (const QModelIndex &row : rows)
        csv += line([&row](int column) { return row.siblingAtColumn(column).data().toString(); });
    return csv;
}

void DataTable::copyAsCsv()
{
    QGuiApplication::clipboard()->setText(selectionAsCsv());
}

void DataTable::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy)) {
        copyAsCsv();
        return;
    }
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && currentIndex().isValid()) {
        emit rowActivated(currentIndex());
        return;
    }
    QTableView::keyPressEvent(event);
}

void DataTable::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QPoint position = viewport()->mapFromGlobal(event->globalPos());
    emit contextMenuWanted(menu, indexAt(position));
    if (!menu->isEmpty())
        menu->addSeparator();
    menu->addAction(icon(u"copy", ColorRole::Muted), tr("Copy as CSV"), this, &DataTable::copyAsCsv)
        ->setEnabled(selectionModel() && selectionModel()->hasSelection());
    menu->addAction(tr("Select all"), this, &QTableView::selectAll);
    menu->addAction(tr("Columns…"), this, [this, at = event->globalPos()] { showColumnMenu(mapFromGlobal(at)); });
    menu->popup(event->globalPos());
}

void DataTable::showColumnMenu(const QPoint &position)
{
    if (!model())
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QHeaderView *header = horizontalHeader();
    for (int column = 0; column < header->count(); ++column) {
        QAction *action = menu->addAction(model()->headerData(column, Qt::Horizontal).toString());
        action->setCheckable(true);
        action->setChecked(!isColumnHidden(column));
        // One column stays, or there would be no header to bring the others back.
        action->setEnabled(isColumnHidden(column) || header->count() - header->hiddenSectionCount() > 1);
        connect(action, &QAction::toggled, this, [this, column](bool on) { setColumnHidden(column, !on); });
    }
    menu->popup(mapToGlobal(position));
}

} // namespace warden::ui
