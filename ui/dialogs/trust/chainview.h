// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/panel.h"
#include "x509/certificate.h"

class QButtonGroup;

namespace warden::ui {

/// The certificates of a chain, from the root down to the broker; one of them is chosen.
class ChainView : public Panel
{
    Q_OBJECT

public:
    explicit ChainView(QWidget *parent = nullptr);

    /// \a leafFirst as TLS sends it; \a rootKnown: the top is an authority that this computer trusts.
    void setChain(const QList<x509::Certificate> &leafFirst, bool rootKnown);
    int current() const; ///< index in the chain as given, 0 = the broker
    void setCurrent(int index);

signals:
    void currentChanged(int index);

private:
    QButtonGroup *m_group;
    class QVBoxLayout *m_column;
};

} // namespace warden::ui
