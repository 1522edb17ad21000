// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTableView>

class QSettings;

namespace warden::ui {

/// A table as every page uses it: sortable, resizable, columns to choose, several rows to select, copy as CSV,
/// context menu, keyboard. Column choice, widths and order are kept under the object name.
class DataTable : public QTableView
{
    Q_OBJECT

public:
    explicit DataTable(const QString &accessibleName, QWidget *parent = nullptr);

    ~DataTable() override;

    void setRowHeight(int height);
    void setStretchColumn(int column);
    void keepState(QSettings &settings); ///< restores now, keeps on destruction; call after setModel()
    QString selectionAsCsv() const;      ///< RFC 4180, header first
    void copyAsCsv();

signals:
    void rowActivated(const QModelIndex &index);
    void contextMenuWanted(class QMenu *menu, const QModelIndex &index); ///< add your own entries

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    void showColumnMenu(const QPoint &position);
    void saveState();

    QSettings *m_settings = nullptr;
};

} // namespace warden::ui
