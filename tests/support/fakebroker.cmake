# SPDX-License-Identifier: GPL-3.0-or-later
# A broker that does what a test tells it, good or bad.
qt_add_library(warden_fakebroker STATIC fakebroker.cpp fakebroker.h)
target_include_directories(warden_fakebroker PUBLIC "${PROJECT_SOURCE_DIR}/app" "${PROJECT_SOURCE_DIR}/tests")
target_link_libraries(warden_fakebroker PUBLIC warden_options warden::mqttcodec Qt6::Core Qt6::Network)
