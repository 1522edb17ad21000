// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/palettemodel.h"

#include "ui/shell/fuzzy.h"

#include <algorithm>

namespace warden::ui {

void PaletteModel::setQuery(const QString &query)
{
    struct Ranked {
        int score;
        PaletteItem item;
    };
    const QString wanted = query.trimmed();
    std::vector<Ranked> found;
    for (const PaletteProvider &provider : m_providers) {
        const QList<PaletteItem> items = provider(wanted);
        for (const PaletteItem &item : items) {
            const int score = std::max(fuzzyScore(wanted, item.text), fuzzyScore(wanted, item.detail) - 10);
            if (score >= 0)
                found.push_back({score, item});
        }
    }
    std::stable_sort(found.begin(), found.end(), [](const Ranked &a, const Ranked &b) { return a.score > b.score; });
    found.resize(std::min<std::size_t>(found.size(), 50));
    beginResetModel(); // a new query is a new list
    m_items.clear();
    for (Ranked &ranked : found)
        m_items.push_back(std::move(ranked.item));
    endResetModel();
}

void PaletteModel::run(int row) const
{
    if (row < 0 || row >= int(m_items.size()))
        return;
    // A copy, since what runs may fill this model anew.
    const auto action = m_items[std::size_t(row)].run;
    if (action)
        action();
}

int PaletteModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_items.size());
}

QVariant PaletteModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= int(m_items.size()))
        return {};
    const PaletteItem &item = m_items[std::size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return item.text;
    case Qt::AccessibleDescriptionRole:
    case DetailRole:
        return item.detail;
    case IconRole:
        return item.icon;
    case ShortcutRole:
        return item.shortcut;
    default: // nothing else is known
        return {};
    }
}

} // namespace warden::ui
