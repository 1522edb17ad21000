// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/prompts.h"

#include <QList>

namespace warden::ui {

/// Answers every question at once as the test said beforehand, and remembers what was asked.
class FakePrompts : public Prompts
{
public:
    bool nextAnswer = true;
    QString nextPath; ///< empty: the person cancels
    QList<Question> questions;
    QList<FileRequest> requests;

    void confirm(QWidget *, const Question &question, std::function<void(bool)> answer) override
    {
        questions << question;
        answer(nextAnswer);
    }
    void chooseFile(QWidget *, const FileRequest &request, std::function<void(QString)> chosen) override
    {
        give(request, chosen);
    }
    void saveFile(QWidget *, const FileRequest &request, std::function<void(QString)> chosen) override
    {
        give(request, chosen);
    }
    void chooseFolder(QWidget *, const FileRequest &request, std::function<void(QString)> chosen) override
    {
        give(request, chosen);
    }

private:
    void give(const FileRequest &request, const std::function<void(QString)> &chosen)
    {
        requests << request;
        if (!nextPath.isEmpty())
            chosen(nextPath);
    }
};

} // namespace warden::ui
