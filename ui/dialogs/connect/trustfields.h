// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/profile.h"

#include <QHash>
#include <QObject>

class QLabel;
class QLineEdit;
class QRadioButton;
class QWidget;

namespace warden::ui {

class Form;
class FormRow;
class Prompts;

/// The part of the connect form that says how one knows that it is the right broker.
class TrustFields : public QObject
{
    Q_OBJECT

public:
    TrustFields(Form &form, Prompts &prompts, QWidget *parent);

    void load(const broker::Profile &profile);
    void store(broker::Profile &profile) const;
    void follow(const broker::Profile &now);
    QHash<QString, FormRow *> rows() const;

signals:
    void touched(const QString &field);

private:
    QWidget *build(Prompts &prompts, QWidget *window);

    QRadioButton *m_system;
    QRadioButton *m_file;
    QRadioButton *m_look;
    QRadioButton *m_pinned;
    QLineEdit *m_caFile;
    QWidget *m_choices;
    QLabel *m_none;
    FormRow *m_row;
};

} // namespace warden::ui
