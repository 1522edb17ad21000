// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mqtt/trust.h"
#include "ui/widgets/panel.h"

namespace warden::ui {

class ChainView;
class KeyValueGrid;

/// The chain at the left and the facts of the chosen certificate at the right.
class CertificatePanel : public Card
{
    Q_OBJECT

public:
    explicit CertificatePanel(QWidget *parent = nullptr);

    void show(const mqtt::LinkReport &link, const QString &host, const QDateTime &now);
    ChainView *chain() const { return m_chain; }
    x509::Certificate current() const;

    using QWidget::show;

signals:
    void currentChanged();

private:
    void fill();
    QWidget *namesOf(const x509::Certificate &certificate, bool leaf) const;

    mqtt::LinkReport m_link;
    QList<x509::Certificate> m_certificates;
    bool m_rootKnown = false;
    QString m_host;
    QDateTime m_now;
    ChainView *m_chain;
    KeyValueGrid *m_facts;
};

} // namespace warden::ui
