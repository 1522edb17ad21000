// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/checklist.h"

#include "ui/theme/icons.h"
#include "ui/theme/style.h"
#include "ui/widgets/controls.h"

#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace warden::ui {

namespace {

using State = CheckList::State;

Tone toneOf(State state)
{
    switch (state) {
    case State::Done:
        return Tone::Success;
    case State::Warning:
        return Tone::Warning;
    case State::Failed:
        return Tone::Danger;
    case State::Running:
        return Tone::Accent;
    case State::Pending:
    case State::Skipped:
        return Tone::Neutral;
    }
    return Tone::Neutral;
}

QStringView iconOf(State state)
{
    switch (state) {
    case State::Done:
        return u"check";
    case State::Warning:
        return u"warning";
    case State::Failed:
        return u"cross";
    case State::Skipped:
        return u"minus";
    case State::Running:
    case State::Pending:
        return {};
    }
    return {};
}

QString detailIcon(Tone tone)
{
    return tone == Tone::Success                              ? QStringLiteral("check")
        : tone == Tone::Danger                                ? QStringLiteral("cross")
        : tone == Tone::Warning                               ? QStringLiteral("warning")
                                                              : QStringLiteral("info");
}

} // namespace

/// One step: mark and line at the left, title and note on top, text and details below.
class CheckRow : public QWidget
{
    Q_OBJECT

public:
    CheckRow(CheckList::Look look, const QString &title)
        : m_timeline(look == CheckList::Look::Timeline), m_title(title),
          m_heading(makeLabel(title, m_timeline ? TypeRole::Strong : TypeRole::Body)),
          m_note(makeLabel({}, TypeRole::Caption, ColorRole::Muted)),
          m_text(makeWrapped({}, TypeRole::Caption, ColorRole::Muted))
    {
        auto *column = new QVBoxLayout(this);
        column->setSpacing(m_timeline ? 0 : 2);
        column->setContentsMargins(markSize() + space::M, 0, 0, m_timeline ? 14 : 9);
        auto *top = new QHBoxLayout;
        top->setSpacing(space::M);
        top->addWidget(m_heading, 1);
        top->addWidget(m_note, 0, Qt::AlignRight);
        column->addLayout(top);
        column->addWidget(m_text);
        m_details = new QVBoxLayout;
        m_details->setSpacing(5);
        column->addLayout(m_details);
        m_heading->setMinimumHeight(markSize());
        set(State::Pending, {}, {});
    }

    void set(State state, const QString &text, const QString &note)
    {
        m_state = state;
        m_text->setText(text);
        m_text->setVisible(!text.isEmpty());
        m_note->setText(note);
        setTextRole(m_heading, state == State::Pending || state == State::Skipped ? ColorRole::Muted : ColorRole::Text);
        setTextRole(m_text, state == State::Failed ? ColorRole::Danger : ColorRole::Muted);
        setAccessibleName(CheckList::tr("%1: %2").arg(m_title, stateWord()));
        setAccessibleDescription(text);
        update();
    }

    void setDetails(const std::vector<CheckList::Detail> &details)
    {
        clearDetails();
        for (int i = 0; i < int(details.size()); ++i)
            m_details->addLayout(makeDetail(details[std::size_t(i)], i));
        m_details->setContentsMargins(0, details.empty() ? 0 : 6, 0, 0);
    }

    void setLinked(bool linked)
    {
        m_linked = linked;
        update();
    }

    State state() const { return m_state; }

signals:
    void linkActivated(int detail);

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Tokens &tokens = tokensOf(this);
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        if (m_timeline && m_linked)
            painter.fillRect(QRectF(9.5, 22, 1, height() - 23), tokens.color(ColorRole::Border));
        m_timeline ? paintDisc(painter, tokens) : paintMark(painter, tokens);
    }

private:
    int markSize() const { return m_timeline ? 20 : 16; }

    void paintDisc(QPainter &painter, const Tokens &tokens) const
    {
        const QRectF disc(0, 0, 20, 20);
        const Tone tone = toneOf(m_state);
        if (m_state == State::Pending || m_state == State::Running) {
            painter.setPen(QPen(tokens.color(m_state == State::Running ? ColorRole::Accent : ColorRole::BorderStrong), 1.5));
            painter.drawEllipse(disc.adjusted(4, 4, -4, -4));
            if (m_state == State::Running) {
                painter.setBrush(tokens.color(ColorRole::Accent));
                painter.drawEllipse(disc.adjusted(8, 8, -8, -8));
            }
            return;
        }
        painter.setPen(Qt::NoPen);
        painter.setBrush(tokens.toneSoft(tone));
        painter.drawEllipse(disc);
        paintIcon(painter, QRectF(3, 3, 14, 14), iconOf(m_state), tokens.tone(tone));
    }

    void paintMark(QPainter &painter, const Tokens &tokens) const
    {
        if (m_state == State::Pending || m_state == State::Running) {
            painter.setPen(QPen(tokens.color(m_state == State::Running ? ColorRole::Accent : ColorRole::BorderStrong), 1.5));
            painter.drawEllipse(QRectF(2.75, 2.75, 10.5, 10.5));
            if (m_state == State::Running) {
                painter.setBrush(tokens.color(ColorRole::Accent));
                painter.drawEllipse(QRectF(6, 6, 4, 4));
            }
            return;
        }
        paintIcon(painter, QRectF(0, 0, 16, 16), iconOf(m_state), tokens.tone(toneOf(m_state)));
    }

    QString stateWord() const
    {
        switch (m_state) {
        case State::Pending:
            return CheckList::tr("waiting");
        case State::Running:
            return CheckList::tr("running");
        case State::Done:
            return CheckList::tr("done");
        case State::Warning:
            return CheckList::tr("done, with a warning");
        case State::Failed:
            return CheckList::tr("failed");
        case State::Skipped:
            return CheckList::tr("left out");
        }
        return {};
    }

    QLayout *makeDetail(const CheckList::Detail &detail, int index)
    {
        auto *row = new QHBoxLayout;
        row->setSpacing(space::S);
        row->addWidget(makeIcon(detailIcon(detail.tone), toneRole(detail.tone), 14), 0, Qt::AlignTop);
        auto *column = new QVBoxLayout;
        column->setSpacing(1);
        column->addWidget(makeWrapped(detail.text, TypeRole::Caption));
        if (!detail.caption.isEmpty())
            column->addWidget(makeWrapped(detail.caption, TypeRole::Caption, ColorRole::Muted));
        if (!detail.link.isEmpty()) {
            QPushButton *link = makeLink(detail.link, TypeRole::Caption);
            connect(link, &QPushButton::clicked, this, [this, index] { emit linkActivated(index); });
            column->addWidget(link, 0, Qt::AlignLeft);
        }
        row->addLayout(column, 1);
        return row;
    }

    void clearDetails()
    {
        const auto empty = [](auto &&self, QLayout *layout) -> void {
            while (QLayoutItem *item = layout->takeAt(0)) {
                if (QWidget *widget = item->widget())
                    widget->deleteLater();
                if (QLayout *inner = item->layout())
                    self(self, inner);
                delete item;
            }
        };
        empty(empty, m_details);
    }

    bool m_timeline;
    bool m_linked = false;
    State m_state = State::Pending;
    QString m_title;
    QLabel *m_heading;
    QLabel *m_note;
    QLabel *m_text;
    QVBoxLayout *m_details;
};

CheckList::CheckList(Look look, QWidget *parent) : QWidget(parent), m_look(look), m_layout(new QVBoxLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(0);
}

void CheckList::addStep(const QString &id, const QString &title)
{
    auto *row = new CheckRow(m_look, title);
    connect(row, &CheckRow::linkActivated, this, [this, id](int detail) { emit linkActivated(id, detail); });
    if (m_last)
        m_last->setLinked(true);
    m_last = row;
    m_rows[id] = row;
    m_layout->addWidget(row);
}

void CheckList::setStep(const QString &id, State state, const QString &text, const QString &note)
{
    const auto row = m_rows.find(id);
    if (row != m_rows.end())
        row->second->set(state, text, note);
}

void CheckList::setDetails(const QString &id, const std::vector<Detail> &details)
{
    const auto row = m_rows.find(id);
    if (row != m_rows.end())
        row->second->setDetails(details);
}

CheckList::State CheckList::state(const QString &id) const
{
    const auto row = m_rows.find(id);
    return row == m_rows.end() ? State::Pending : row->second->state();
}

void CheckList::reset()
{
    for (const auto &[id, row] : m_rows) {
        row->set(State::Pending, {}, {});
        row->setDetails({});
    }
}

void CheckList::clear()
{
    for (const auto &[id, row] : m_rows)
        row->deleteLater();
    m_rows.clear();
    m_last = nullptr;
}

} // namespace warden::ui

#include "checklist.moc"
