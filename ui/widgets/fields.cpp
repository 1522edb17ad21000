// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/fields.h"

#include "ui/theme/style.h"
#include "ui/widgets/controls.h"

#include <QAction>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

namespace warden::ui {

SearchField::SearchField(const QString &prompt, QWidget *parent) : QLineEdit(parent)
{
    setPlaceholderText(prompt);
    setAccessibleName(prompt);
    setClearButtonEnabled(true);
    addAction(icon(u"search", ColorRole::Muted), QLineEdit::LeadingPosition);
}

void SearchField::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && !text().isEmpty()) {
        clear();
        event->accept();
        return;
    }
    QLineEdit::keyPressEvent(event);
}

StrengthBar::StrengthBar(QWidget *parent) : QWidget(parent)
{
    setFixedSize(sizeHint());
}

void StrengthBar::setStrength(int score)
{
    m_score = qBound(0, score, 4);
    setAccessibleName(tr("Strength: %1").arg(word(m_score)));
    update();
}

QString StrengthBar::word(int score)
{
    switch (score) {
    case 0:
        return tr("Very weak");
    case 1:
        return tr("Weak");
    case 2:
        return tr("Fair");
    case 3:
        return tr("Good");
    default:
        return tr("Strong");
    }
}

void StrengthBar::paintEvent(QPaintEvent *)
{
    const Tokens &tokens = tokensOf(this);
    const ColorRole filled = m_score <= 1 ? ColorRole::Danger : m_score == 2 ? ColorRole::Warning : ColorRole::Success;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const qreal part = (width() - 3.0 * space::XS) / 4;
    for (int i = 0; i < 4; ++i) {
        painter.setBrush(tokens.color(i < m_score ? filled : ColorRole::Border));
        painter.drawRoundedRect(QRectF(i * (part + space::XS), 0, part, height()), 2, 2);
    }
}

PasswordField::PasswordField(const QString &accessibleName, QWidget *parent)
    : QWidget(parent), m_edit(new QLineEdit), m_eye(nullptr), m_meter(new QWidget), m_bar(new StrengthBar),
      m_words(makeLabel({}, TypeRole::Caption, ColorRole::Muted))
{
    m_edit->setAccessibleName(accessibleName);
    m_edit->setEchoMode(QLineEdit::Password);
    m_edit->setInputMethodHints(Qt::ImhSensitiveData | Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase);
    m_eye = m_edit->addAction(icon(u"eye", ColorRole::Muted), QLineEdit::TrailingPosition);
    m_eye->setText(tr("Show what is typed"));
    m_eye->setShortcut(QKeySequence(Qt::ALT | Qt::Key_E));
    m_eye->setShortcutContext(Qt::WidgetShortcut);
    m_eye->setToolTip(tr("Show what is typed (Alt+E)"));
    m_eye->setCheckable(true);
    auto *row = new QHBoxLayout(m_meter);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_bar);
    row->addWidget(m_words, 1);
    m_meter->hide();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addWidget(m_edit);
    column->addWidget(m_meter);
    setFocusProxy(m_edit);
    connect(m_eye, &QAction::toggled, this, &PasswordField::setRevealed);
    connect(m_edit, &QLineEdit::textChanged, this, [this] {
        judge();
        emit changed();
    });
}

Secret PasswordField::secret() const
{
    return Secret::fromText(m_edit->text());
}

void PasswordField::setSecret(const Secret &secret)
{
    m_edit->setText(secret.reveal());
}

void PasswordField::clear()
{
    m_edit->clear();
}

bool PasswordField::isEmpty() const
{
    return m_edit->text().isEmpty();
}

void PasswordField::setRevealed(bool revealed)
{
    m_edit->setEchoMode(revealed ? QLineEdit::Normal : QLineEdit::Password);
    m_edit->setFont(fontFor(revealed ? TypeRole::Mono : TypeRole::Body));
    m_eye->setChecked(revealed);
    m_eye->setIcon(icon(revealed ? u"eye-off" : u"eye", ColorRole::Muted));
}

void PasswordField::showStrength(std::function<int(const Secret &)> judge)
{
    m_judge = std::move(judge);
    m_meter->setVisible(bool(m_judge));
    this->judge();
}

void PasswordField::setStrengthNote(const QString &note)
{
    m_note = note;
    judge();
}

void PasswordField::judge()
{
    if (!m_judge)
        return;
    m_score = isEmpty() ? 0 : m_judge(secret());
    m_bar->setStrength(m_score);
    const QString word = StrengthBar::word(m_score);
    if (isEmpty())
        m_words->setText(m_note);
    else
        m_words->setText(m_note.isEmpty() ? word : tr("%1. %2").arg(word, m_note));
}

} // namespace warden::ui
