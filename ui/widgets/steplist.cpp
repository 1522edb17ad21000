// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/steplist.h"

#include "ui/theme/icons.h"
#include "ui/theme/style.h"
#include "ui/theme/type.h"

#include <QPainter>
#include <QVBoxLayout>

namespace warden::ui {

class StepRow : public QWidget
{
public:
    enum class State { Done, Current, Coming };

    StepRow(int number, const QString &text) : m_number(number), m_text(text) { setFixedHeight(36); }

    void setState(State state)
    {
        m_state = state;
        update();
    }

    const QString &text() const { return m_text; }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Tokens &tokens = tokensOf(this);
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const bool current = m_state == State::Current;
        if (current) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(tokens.color(ColorRole::AccentSoft));
            painter.drawRoundedRect(rect(), metric::RadiusControl, metric::RadiusControl);
        }
        paintNumber(painter, tokens);
        QFont font = fontFor(current ? TypeRole::Strong : TypeRole::Body);
        if (!current)
            font.setWeight(QFont::Medium);
        painter.setFont(font);
        painter.setPen(tokens.color(current ? ColorRole::Accent
                : m_state == State::Done    ? ColorRole::Text
                                            : ColorRole::Muted));
        const QRect line = rect().adjusted(space::S + 22 + space::M, 0, -space::S, 0);
        painter.drawText(line, Qt::AlignVCenter, painter.fontMetrics().elidedText(m_text, Qt::ElideRight, line.width()));
    }

private:
    void paintNumber(QPainter &painter, const Tokens &tokens) const
    {
        const QRectF disc(space::S, (height() - 22) / 2.0, 22, 22);
        const bool coming = m_state == State::Coming;
        const ColorRole fill = m_state == State::Done ? ColorRole::SuccessSoft : ColorRole::Accent;
        painter.setPen(coming ? QPen(tokens.color(ColorRole::BorderStrong)) : QPen(Qt::NoPen));
        painter.setBrush(coming ? QBrush(Qt::NoBrush) : QBrush(tokens.color(fill)));
        painter.drawEllipse(coming ? disc.adjusted(.5, .5, -.5, -.5) : disc);
        if (m_state == State::Done) {
            paintIcon(painter, disc.adjusted(4, 4, -4, -4), u"check", tokens.color(ColorRole::Success));
            return;
        }
        QFont font = fontFor(TypeRole::Caption);
        font.setWeight(QFont::DemiBold);
        painter.setFont(font);
        painter.setPen(tokens.color(coming ? ColorRole::Muted : ColorRole::OnAccent));
        painter.drawText(disc, Qt::AlignCenter, QString::number(m_number));
    }

    int m_number;
    QString m_text;
    State m_state = State::Coming;
};

StepList::StepList(const QStringList &steps, QWidget *parent) : QWidget(parent)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::XS);
    for (const QString &step : steps) {
        auto *row = new StepRow(int(m_rows.size()) + 1, step);
        m_rows.push_back(row);
        column->addWidget(row);
    }
    column->addStretch(1);
    setCurrent(0);
}

void StepList::setCurrent(int step)
{
    m_current = step;
    for (int i = 0; i < int(m_rows.size()); ++i) {
        StepRow *row = m_rows[std::size_t(i)];
        row->setState(i < step ? StepRow::State::Done : i == step ? StepRow::State::Current : StepRow::State::Coming);
        row->setAccessibleName(i < step ? tr("%1, done").arg(row->text())
                : i == step             ? tr("%1, current step").arg(row->text())
                                        : row->text());
    }
    if (step < int(m_rows.size()))
        setAccessibleName(tr("Step %1 of %2").arg(step + 1).arg(m_rows.size()));
}

} // namespace warden::ui
