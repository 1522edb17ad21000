# SPDX-License-Identifier: GPL-3.0-or-later
# Certificates made to order, good and bad.
qt_add_library(warden_testcerts STATIC certificates.cpp certificates.h)
target_include_directories(warden_testcerts PUBLIC "${PROJECT_SOURCE_DIR}/app" "${PROJECT_SOURCE_DIR}/tests")
target_link_libraries(warden_testcerts PUBLIC warden_options warden::x509 Qt6::Core PRIVATE OpenSSL::Crypto)
