// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/type.h"

#include <QWidget>

class QGridLayout;
class QLabel;

namespace warden::ui {

/// Names left, values right: the facts about one thing. Values are plain text and can be selected.
class KeyValueGrid : public QWidget
{
    Q_OBJECT

public:
    explicit KeyValueGrid(int keyWidth = 96, QWidget *parent = nullptr);

    QLabel *addRow(const QString &key, const QString &value, TypeRole type = TypeRole::Body);
    void addRow(const QString &key, QWidget *value);
    void clear();

private:
    QGridLayout *m_grid;
    int m_keyWidth;
    int m_rows = 0;
};

} // namespace warden::ui
