// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QGridLayout;
class QLabel;
class QHBoxLayout;

namespace warden::ui {

/// One field of a form with its label, a line of help and the error that takes its place.
class FormRow : public QWidget
{
    Q_OBJECT

public:
    explicit FormRow(QWidget *field, QWidget *parent = nullptr);

    QWidget *field() const { return m_field; }
    QLabel *label() const { return m_label; }
    void setHelp(const QString &help, const QString &icon = {});
    void setError(const QString &error); ///< empty: none; marks the field and is read out
    QString error() const { return m_error; }
    void setRowVisible(bool visible); ///< label and field

private:
    friend class Form;
    void showNote();

    QWidget *m_field;
    QLabel *m_label = nullptr;
    QWidget *m_note;
    QLabel *m_noteIcon;
    QLabel *m_noteText;
    QString m_help;
    QString m_helpIcon;
    QString m_error;
};

/// One column of fields, at most 640 wide, labels left or above.
class Form : public QWidget
{
    Q_OBJECT

public:
    enum class Labels { Left, Above };

    explicit Form(Labels labels, QWidget *parent = nullptr);

    FormRow *addRow(const QString &label, QWidget *field, const QString &help = {});
    FormRow *addRow(const QString &label, const QList<QWidget *> &fields, const QString &help = {}); ///< side by side
    void addSection(const QString &title = {}); ///< a hairline, then the title where there is one
    void addWide(QWidget *widget);              ///< over both columns
    void setLabelWidth(int width);

private:
    void keepAtTop();

    Labels m_labels;
    QGridLayout *m_grid;
    int m_row = 0;
};

} // namespace warden::ui
