// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/secret.h"

#include <QLineEdit>

#include <functional>

class QAction;
class QLabel;

namespace warden::ui {

/// A filter or search field: looking glass, clear button, Esc clears.
class SearchField : public QLineEdit
{
    Q_OBJECT

public:
    explicit SearchField(const QString &prompt, QWidget *parent = nullptr);

protected:
    void keyPressEvent(QKeyEvent *event) override;
};

/// Four short bars and a word for how hard a password is to guess.
class StrengthBar : public QWidget
{
    Q_OBJECT

public:
    explicit StrengthBar(QWidget *parent = nullptr);

    void setStrength(int score); ///< 0 to 4
    int strength() const { return m_score; }
    static QString word(int score);

    QSize sizeHint() const override { return {96, 4}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    int m_score = 0;
};

/// A password field with an eye to show it, and below it, when asked for, bars that tell its strength.
class PasswordField : public QWidget
{
    Q_OBJECT

public:
    explicit PasswordField(const QString &accessibleName, QWidget *parent = nullptr);

    Secret secret() const;
    void setSecret(const Secret &secret);
    void clear();
    bool isEmpty() const;
    void setRevealed(bool revealed);
    /// Shows how hard the password is to guess; \a judge tells 0 to 4.
    void showStrength(std::function<int(const Secret &)> judge);
    void setStrengthNote(const QString &note); ///< said after the word: "Without it no new certificate can be made."
    int strength() const { return m_score; }
    QLineEdit *edit() const { return m_edit; }

signals:
    void changed();

private:
    void judge();

    QLineEdit *m_edit;
    QAction *m_eye;
    QWidget *m_meter;
    StrengthBar *m_bar;
    QLabel *m_words;
    QString m_note;
    std::function<int(const Secret &)> m_judge;
    int m_score = 0;
};

} // namespace warden::ui
