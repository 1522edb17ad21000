// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/welcome/welcomecard.h"

#include "ui/theme/style.h"
#include "ui/widgets/controls.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace warden::ui {

namespace {

constexpr int LongestLine = 42; ///< what fits into a card beside the icon

/// A number in a grey circle.
class StepNumber : public QWidget
{
public:
    explicit StepNumber(int number)
        : m_number(number)
    {
        setFixedSize(20, 20);
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Tokens &tokens = tokensOf(this);
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(tokens.color(ColorRole::Subtle));
        painter.drawEllipse(rect());
        painter.setPen(tokens.color(ColorRole::Muted));
        painter.setFont(fontFor(TypeRole::Caption));
        painter.drawText(rect(), Qt::AlignCenter, QString::number(m_number));
    }

private:
    int m_number;
};

} // namespace

WelcomeCard::WelcomeCard(WelcomePicture::Motif motif, const Words &words, QWidget *parent)
    : Card({}, parent)
    , m_button(words.primary ? makePrimary(words.button) : makeButton(words.button))
    , m_needIcon(new QLabel)
    , m_need(makeLabel({}, TypeRole::Caption, ColorRole::Muted))
{
    setPadding(0);
    setMaximumWidth(360);
    auto *inside = new QVBoxLayout;
    inside->setContentsMargins(20, 20, 20, 20);
    inside->setSpacing(space::XS);
    inside->addWidget(makeWrapped(words.title, TypeRole::Subtitle));
    inside->addWidget(makeWrapped(words.line, TypeRole::Body, ColorRole::Muted));
    inside->addSpacing(space::L);
    auto *next = makeLabel(tr("What happens next"), TypeRole::Caption, ColorRole::Muted);
    inside->addWidget(next);
    inside->addSpacing(space::XS);
    int number = 0;
    for (const QString &step : words.steps) {
        auto *row = new QHBoxLayout;
        row->setContentsMargins(0, space::XXS, 0, space::XXS);
        row->setSpacing(space::S + space::XXS);
        row->addWidget(new StepNumber(++number), 0, Qt::AlignVCenter);
        row->addWidget(makeWrapped(step), 1);
        inside->addLayout(row);
    }
    inside->addSpacing(space::L);
    inside->addStretch(1);
    m_button->setMinimumHeight(36);
    m_button->setAccessibleDescription(words.title);
    inside->addWidget(m_button);
    inside->addSpacing(space::XS);
    auto *need = new QHBoxLayout;
    need->setSpacing(space::S - space::XXS);
    need->addStretch(1);
    need->addWidget(m_needIcon);
    m_need->setAlignment(Qt::AlignCenter);
    m_need->setMinimumHeight(18);
    need->addWidget(m_need, 0);
    need->addStretch(1);
    inside->addLayout(need);

    body()->setSpacing(0);
    body()->addWidget(new WelcomePicture(motif));
    body()->addLayout(inside, 1);
}

void WelcomeCard::setNeed(const QString &icon, ColorRole color, const QString &text)
{
    m_needIcon->setPixmap({});
    if (!icon.isEmpty()) {
        auto *parentLayout = m_needIcon->parentWidget();
        QLabel *fresh = makeIcon(icon, color, 13);
        delete parentLayout->layout()->replaceWidget(m_needIcon, fresh);
        m_needIcon->deleteLater();
        m_needIcon = fresh;
    }
    m_need->setWordWrap(text.size() > LongestLine);
    m_need->setText(text);
}

} // namespace warden::ui
