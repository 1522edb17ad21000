// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <functional>

class QWidget;

namespace warden::ui {

/// A question that stands before something that destroys; the button carries the verb ("Revoke 3 certificates").
struct Question {
    QString title;
    QString text;
    QString detail;
    QString confirm;
    bool destructive = true;
    QString typed; ///< when set, this word must be typed before the button works
};

struct FileRequest {
    QString title;
    QString folder;
    QString name;
    QStringList filters; ///< "Certificates (*.pem *.crt)"
};

/// Everything the window asks by dialog, as a seam: tests answer without a person. Answers come by callback, on the
/// GUI thread; a callback is not called when \a parent is gone, and not at all for a file dialog that was cancelled.
class Prompts
{
public:
    virtual ~Prompts() = default;
    virtual void confirm(QWidget *parent, const Question &question, std::function<void(bool)> answer) = 0;
    virtual void chooseFile(QWidget *parent, const FileRequest &request, std::function<void(QString)> chosen) = 0;
    virtual void saveFile(QWidget *parent, const FileRequest &request, std::function<void(QString)> chosen) = 0;
    virtual void chooseFolder(QWidget *parent, const FileRequest &request, std::function<void(QString)> chosen) = 0;
};

/// The real dialogs, opened without a nested event loop.
class NativePrompts : public Prompts
{
public:
    void confirm(QWidget *parent, const Question &question, std::function<void(bool)> answer) override;
    void chooseFile(QWidget *parent, const FileRequest &request, std::function<void(QString)> chosen) override;
    void saveFile(QWidget *parent, const FileRequest &request, std::function<void(QString)> chosen) override;
    void chooseFolder(QWidget *parent, const FileRequest &request, std::function<void(QString)> chosen) override;
};

} // namespace warden::ui
