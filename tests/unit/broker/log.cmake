# SPDX-License-Identifier: GPL-3.0-or-later
warden_test(unit broker_logparser SOURCES tst_logparser.cpp LINKS warden::broker)
warden_test(unit broker_sysmetrics SOURCES tst_sysmetrics.cpp LINKS warden::broker)
